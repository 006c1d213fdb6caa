const meanings = {
  iss: 'Who says all this: the tenant.',
  sub: 'Who you are, for good. Names and addresses may change, this does not.',
  aud: 'The app that this is meant for: the client id of this page.',
  azp: 'The app that asked for it.',
  exp: 'From then on nobody may rely on this token.',
  iat: 'When the token was made.',
  nbf: 'Not valid before.',
  auth_time: 'When you proved who you are.',
  nonce: 'The one-time word this page sent along: an old token cannot be played in.',
  sid: 'Your session at the tenant.',
  acr: 'How strongly you proved who you are.',
  amr: 'By which means you proved who you are.',
  at_hash: 'Ties this token to its access token.',
  c_hash: 'Ties this token to its code.',
  name: 'Your full name.',
  given_name: 'Your first name.',
  family_name: 'Your last name.',
  middle_name: 'Your middle name.',
  nickname: 'What you like to be called.',
  preferred_username: 'Your user name.',
  profile: 'Your profile page.',
  picture: 'Your portrait.',
  website: 'Your web site.',
  email: 'Your e-mail address.',
  email_verified: 'Whether you proved that the address is yours.',
  gender: 'Your gender.',
  birthdate: 'Your date of birth.',
  zoneinfo: 'Your time zone.',
  locale: 'Your language.',
  phone_number: 'Your telephone number.',
  phone_number_verified: 'Whether you proved that the number is yours.',
  address: 'Your postal address.',
  updated_at: 'When your profile last changed.',
  org_id: 'The organization you signed in for.',
  org_name: 'Its short name.',
  act: 'Who acts on your behalf.',
  cnf: 'The key that this token is bound to.',
  session_expiry: 'When your session ends for good.',
};

/** What a claim of an ID token says, in plain words. */
export function meaningOf(claim) {
  return meanings[claim] ?? 'A claim that this tenant adds.';
}

const aboutToken = new Set(['iss', 'aud', 'azp', 'exp', 'iat', 'nbf', 'nonce', 'sid', 'at_hash', 'c_hash', 'cnf']);

/** Whether a claim speaks about the token rather than about the person. */
export function isAboutToken(claim) {
  return aboutToken.has(claim);
}
