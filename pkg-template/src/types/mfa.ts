/** The kinds of authenticators. */
export type AuthenticatorType = 'otp' | 'oob' | 'recovery-code';

/** Over what an out-of-band code travels; `auth0` is a notification in an app. */
export type OobChannel = 'sms' | 'voice' | 'auth0' | 'email';

/** What can be enrolled. */
export type MfaFactorType = 'otp' | 'sms' | 'email' | 'push' | 'voice';

/** Something a user can prove a second factor with. */
export interface Authenticator {
  id: string;
  authenticatorType: AuthenticatorType;
  /** Whether its enrollment is finished. */
  active: boolean;
  /** For example the end of a phone number. */
  name?: string;
  createdAt?: string;
  lastAuth?: string;
  /** The type that a sign-in asks for, as in `mfa_requirements`. */
  type?: string;
}

/** What every enrollment has. */
export interface EnrollBaseParams {
  /** From the `MfaRequiredError`. */
  mfaToken: string;
}

/** One-time passwords from an authenticator app. */
export interface EnrollOtpParams extends EnrollBaseParams {
  factorType: 'otp';
}

/** Codes by text message. */
export interface EnrollSmsParams extends EnrollBaseParams {
  factorType: 'sms';
  /** As in `+15550100` (E.164). */
  phoneNumber: string;
}

/** Codes by phone call. */
export interface EnrollVoiceParams extends EnrollBaseParams {
  factorType: 'voice';
  /** As in `+15550100` (E.164). */
  phoneNumber: string;
}

/** Codes by email. */
export interface EnrollEmailParams extends EnrollBaseParams {
  factorType: 'email';
  /** Default: the user's own address. */
  email?: string;
}

/** A notification in the Guardian app. */
export interface EnrollPushParams extends EnrollBaseParams {
  factorType: 'push';
}

/** What to enroll. */
export type EnrollParams = EnrollOtpParams | EnrollSmsParams | EnrollVoiceParams | EnrollEmailParams | EnrollPushParams;

/** An authenticator app that is being enrolled: its first code finishes that. */
export interface OtpEnrollmentResponse {
  authenticatorType: 'otp';
  /** For typing in (Base32). */
  secret: string;
  /** For a QR code (`otpauth://…`). */
  barcodeUri: string;
  /** For the day the device is lost; only with the first authenticator. */
  recoveryCodes?: string[];
  id?: string;
}

/** A channel that is being enrolled: the code sent over it finishes that. */
export interface OobEnrollmentResponse {
  authenticatorType: 'oob';
  oobChannel: OobChannel;
  /** For {@link VerifyParams.oobCode}. */
  oobCode?: string;
  /** `prompt`: the user types the code they received. */
  bindingMethod?: string;
  /** For the day the device is lost; only with the first authenticator. */
  recoveryCodes?: string[];
  id?: string;
  /** For a QR code that the Guardian app reads. */
  barcodeUri?: string;
}

/** An authenticator that is being enrolled. */
export type EnrollmentResponse = OtpEnrollmentResponse | OobEnrollmentResponse;

/** What to challenge. */
export interface ChallengeAuthenticatorParams {
  /** From the `MfaRequiredError`. */
  mfaToken: string;
  challengeType: 'otp' | 'oob';
  /** Which of several. */
  authenticatorId?: string;
}

/** A challenge that is under way. */
export interface ChallengeResponse {
  challengeType: 'otp' | 'oob';
  /** For {@link VerifyParams.oobCode}. */
  oobCode?: string;
  /** `prompt`: the user types the code they received. Otherwise they answer in their app. */
  bindingMethod?: string;
}

/** The grants that prove a second factor. */
export type MfaGrantType =
  | 'http://auth0.com/oauth/grant-type/mfa-otp'
  | 'http://auth0.com/oauth/grant-type/mfa-oob'
  | 'http://auth0.com/oauth/grant-type/mfa-recovery-code';

/** The proof of a second factor: the first of `otp`, `oobCode` and `recoveryCode` that is there. */
export interface VerifyParams {
  /** From the `MfaRequiredError`. */
  mfaToken: string;
  /** The code of an authenticator app. */
  otp?: string;
  /** From a challenge or an enrollment. */
  oobCode?: string;
  /** What the user received, where they have to type it. */
  bindingCode?: string;
  recoveryCode?: string;
}

/** What a sign-in lets the user enroll. */
export interface EnrollmentFactor {
  type: string;
}
