/** The factors that a sign-in asks for. */
export interface MfaRequirements {
  /** Types that may be enrolled. */
  enroll?: Array<{ type: string }>;
  /** Types that may be challenged. */
  challenge?: Array<{ type: string }>;
}

/** A refusal of the My Account API (problem details, RFC 9457). */
export interface ErrorResponse {
  type: string;
  status: number;
  title: string;
  detail: string;
  /** What is wrong with which part of the request. */
  validation_errors?: {
    detail: string;
    field?: string;
    pointer?: string;
    source?: string;
  }[];
}

/** A refusal of a passkey request. */
export interface PasskeyErrorResponse {
  error: string;
  error_description: string;
  message?: string;
}

/** A refusal of a passkey request, with what is known of the HTTP response. */
export interface PasskeyApiErrorResponse extends PasskeyErrorResponse {
  statusCode?: number;
  headers?: Headers;
  body?: string;
}

/** A refusal of the token request after a passkey ceremony. */
export interface PasskeyGetTokenApiErrorResponse extends PasskeyApiErrorResponse {
  mfa_token?: string;
  mfa_requirements?: PasskeyMfaRequirements;
}

/** As {@link MfaRequirements}, with the types that this request knows. */
export interface PasskeyMfaRequirements {
  enroll?: Array<{ type: MfaRequiredFactorType }>;
  challenge?: Array<{ type: MfaRequiredFactorType }>;
}

/** The types of factors that a sign-in by passkey may ask for. */
export type MfaRequiredFactorType =
  'otp' | 'oob' | 'email' | 'webauthn-roaming' | 'webauthn-platform' | 'push-notification' | 'phone';

/** Why an anonymous session was refused. */
export type AnonymousSessionErrorCode =
  | 'session_expired'
  | 'invalid_session_token'
  | 'unauthorized_client'
  | 'feature_not_enabled'
  | 'invalid_client'
  | 'invalid_target'
  | 'invalid_request'
  | 'invalid_scope'
  | 'server_error'
  | string;

/** A refusal of an anonymous session request. */
export interface AnonymousSessionApiErrorResponse {
  error: string;
  error_description: string;
  message?: string;
}
