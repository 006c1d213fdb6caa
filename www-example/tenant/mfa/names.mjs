// The names of the MFA API.

export const OTP_GRANT = 'http://auth0.com/oauth/grant-type/mfa-otp';
export const OOB_GRANT = 'http://auth0.com/oauth/grant-type/mfa-oob';
export const RECOVERY_GRANT = 'http://auth0.com/oauth/grant-type/mfa-recovery-code';
/** What `acr` says of a sign-in with a second factor. */
export const MULTI_FACTOR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
/** What may be enrolled, as `mfa_requirements` calls it. */
export const ENROLLABLE = ['otp', 'phone', 'push-notification', 'email'];
/** The channels of out-of-band codes, and what `mfa_requirements` calls them. */
export const CHANNELS = { sms: 'phone', voice: 'phone', email: 'email', auth0: 'push-notification' };
