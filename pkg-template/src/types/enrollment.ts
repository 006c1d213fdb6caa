import type { PasskeyCreationOptions, PasskeyCredentialResponse } from './passkey.js';

/** Enrols a passkey. */
export interface PasskeyEnrollmentChallengeOptions {
  type: 'passkey';
  /** Of several identities of the user, that of this connection. */
  connection?: string;
  identity_user_id?: string;
}

/** Enrols a telephone. */
export interface PhoneEnrollmentChallengeOptions {
  type: 'phone';
  phone_number: string;
  preferred_authentication_method?: 'sms' | 'voice';
}

/** Enrols an email address. */
export interface EmailEnrollmentChallengeOptions {
  type: 'email';
  email: string;
}

/** Enrols an app that makes codes. */
export interface TotpEnrollmentChallengeOptions {
  type: 'totp';
}

/** Enrols an app that asks the user. */
export interface PushNotificationEnrollmentChallengeOptions {
  type: 'push-notification';
}

/** Enrols a recovery code. */
export interface RecoveryCodeEnrollmentChallengeOptions {
  type: 'recovery-code';
}

/** Sets a password. */
export interface PasswordEnrollmentChallengeOptions {
  type: 'password';
  /** Of several identities of the user, that of this connection. */
  connection?: string;
  identity_user_id?: string;
}

/** What is enrolled. */
export type EnrollmentChallengeOptions =
  | PasskeyEnrollmentChallengeOptions
  | PhoneEnrollmentChallengeOptions
  | EmailEnrollmentChallengeOptions
  | TotpEnrollmentChallengeOptions
  | PushNotificationEnrollmentChallengeOptions
  | RecoveryCodeEnrollmentChallengeOptions
  | PasswordEnrollmentChallengeOptions;

interface Challenge {
  id: string;
  /** Goes to `enrollmentVerify`. */
  location: string;
  /** Goes to `enrollmentVerify`. */
  auth_session: string;
}

/** Make a passkey by this. */
export interface PasskeyEnrollmentChallengeResponse extends Challenge {
  type: 'passkey';
  authn_params_public_key: PasskeyCreationOptions;
}

/** A code is under way to the telephone. */
export interface PhoneEnrollmentChallengeResponse extends Challenge {
  type: 'phone';
}

/** A code is under way to the address. */
export interface EmailEnrollmentChallengeResponse extends Challenge {
  type: 'email';
}

/** Show this to the app that makes codes. */
export interface TotpEnrollmentChallengeResponse extends Challenge {
  type: 'totp';
  barcode_uri: string;
  manual_input_code?: string;
}

/** Show this to the app that asks the user. */
export interface PushNotificationEnrollmentChallengeResponse extends Challenge {
  type: 'push-notification';
  barcode_uri: string;
  manual_input_code?: string;
}

/** Show this to the user, once. */
export interface RecoveryCodeEnrollmentChallengeResponse extends Challenge {
  type: 'recovery-code';
  recovery_code: string;
}

/** What a password must be like. */
export interface PasswordPolicy {
  complexity: {
    min_length: number;
    character_types: ('uppercase' | 'lowercase' | 'number' | 'special')[];
    character_type_rule: 'all' | 'three_of_four';
    identical_characters: 'allow' | 'block';
    sequential_characters: 'allow' | 'block';
    max_length_exceeded: 'truncate' | 'error';
  };
  profile_data: {
    active: boolean;
    blocked_fields: string[];
  };
  history: {
    active: boolean;
    size: number;
  };
  dictionary: {
    active: boolean;
    default: 'en_10k' | 'en_100k';
  };
}

/** Choose a password by this. */
export interface PasswordEnrollmentChallengeResponse extends Challenge {
  type: 'password';
  policy: PasswordPolicy;
}

/** How an enrolment goes on. */
export type EnrollmentChallengeResponse =
  | PasskeyEnrollmentChallengeResponse
  | PhoneEnrollmentChallengeResponse
  | EmailEnrollmentChallengeResponse
  | TotpEnrollmentChallengeResponse
  | PushNotificationEnrollmentChallengeResponse
  | RecoveryCodeEnrollmentChallengeResponse
  | PasswordEnrollmentChallengeResponse;

interface Verification {
  /** From the challenge. */
  location: string;
  /** From the challenge. */
  auth_session: string;
}

/** The passkey that was made. */
export interface PasskeyEnrollmentVerifyOptions extends Verification {
  type: 'passkey';
  authn_response: PasskeyCredentialResponse;
}

/** The code that came to the telephone. */
export interface PhoneEnrollmentVerifyOptions extends Verification {
  type: 'phone';
  otp_code: string;
}

/** The code that came to the address. */
export interface EmailEnrollmentVerifyOptions extends Verification {
  type: 'email';
  otp_code: string;
}

/** The code that the app shows. */
export interface TotpEnrollmentVerifyOptions extends Verification {
  type: 'totp';
  otp_code: string;
}

/** The user said yes in the app. */
export interface PushNotificationEnrollmentVerifyOptions extends Verification {
  type: 'push-notification';
}

/** The user has written the code down. */
export interface RecoveryCodeEnrollmentVerifyOptions extends Verification {
  type: 'recovery-code';
}

/** The password that the user chose. */
export interface PasswordEnrollmentVerifyOptions extends Verification {
  type: 'password';
  new_password: string;
}

/** How an enrolment is finished. */
export type EnrollmentVerifyOptions =
  | PasskeyEnrollmentVerifyOptions
  | PhoneEnrollmentVerifyOptions
  | EmailEnrollmentVerifyOptions
  | TotpEnrollmentVerifyOptions
  | PushNotificationEnrollmentVerifyOptions
  | RecoveryCodeEnrollmentVerifyOptions
  | PasswordEnrollmentVerifyOptions;
