/** The kinds of authentication methods. */
export type AuthenticationMethodType =
  | 'passkey'
  | 'password'
  | 'phone'
  | 'totp'
  | 'email'
  | 'push-notification'
  | 'recovery-code'
  | 'webauthn-platform'
  | 'webauthn-roaming';

/** Whether a method signs in alone, or as a second factor. */
type Usage = ('primary' | 'secondary')[];

/** A factor that the tenant offers. */
export interface Factor {
  type: AuthenticationMethodType;
  usage?: Usage;
}

interface Method {
  /** It has a bar in it, as in `totp|dev_…`. */
  id: string;
  created_at: string;
  usage: Usage;
}

interface NamedMethod extends Method {
  /** Whether its enrolment was finished. */
  confirmed: boolean;
  /** What the user calls it. */
  name?: string;
  last_auth_at?: string;
}

/** A passkey. */
export interface PasskeyAuthenticationMethod extends Method {
  type: 'passkey';
  key_id: string;
  public_key: string;
  credential_device_type: 'single_device' | 'multi_device';
  credential_backed_up: boolean;
  identity_user_id: string;
  user_handle: string;
  transports?: string[];
  user_agent?: string;
  aaguid?: string;
  relying_party_id?: string;
  last_auth_at?: string;
}

/** A key of this device, as a second factor. */
export interface WebAuthnPlatformAuthenticationMethod extends NamedMethod {
  type: 'webauthn-platform';
  key_id?: string;
  public_key?: string;
}

/** A key that can be carried around, as a second factor. */
export interface WebAuthnRoamingAuthenticationMethod extends NamedMethod {
  type: 'webauthn-roaming';
  key_id?: string;
  public_key?: string;
}

/** A telephone that gets codes. */
export interface PhoneAuthenticationMethod extends NamedMethod {
  type: 'phone';
  phone_number: string;
  preferred_authentication_method: 'sms' | 'voice';
}

/** An email address that gets codes. */
export interface EmailAuthenticationMethod extends NamedMethod {
  type: 'email';
  email: string;
}

/** The password. */
export interface PasswordAuthenticationMethod extends Method {
  type: 'password';
  identity_user_id: string;
  last_password_reset?: string;
}

/** An app that makes codes. */
export interface TotpAuthenticationMethod extends NamedMethod {
  type: 'totp';
}

/** An app that asks the user. */
export interface PushNotificationAuthenticationMethod extends NamedMethod {
  type: 'push-notification';
}

/** A code for the day on which everything else is lost. */
export interface RecoveryCodeAuthenticationMethod extends Omit<NamedMethod, 'name'> {
  type: 'recovery-code';
}

/** What a user can sign in with. */
export type AuthenticationMethod =
  | PasskeyAuthenticationMethod
  | WebAuthnPlatformAuthenticationMethod
  | WebAuthnRoamingAuthenticationMethod
  | PhoneAuthenticationMethod
  | EmailAuthenticationMethod
  | PasswordAuthenticationMethod
  | TotpAuthenticationMethod
  | PushNotificationAuthenticationMethod
  | RecoveryCodeAuthenticationMethod;

/** What can be changed of a method. */
export interface UpdateAuthenticationMethodRequest {
  /** What the user calls it. */
  name?: string;
  /** For telephones. */
  preferred_authentication_method?: 'sms' | 'voice';
}
