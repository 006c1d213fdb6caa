// What people call the providers, and what the scopes of an account mean.

const NAMES = { 'google-oauth2': 'Google', github: 'GitHub', windowslive: 'Microsoft' };

const MEANINGS = {
  openid: 'Who you are there',
  profile: 'Your name and picture',
  email: 'Your email address',
  'https://www.googleapis.com/auth/calendar.readonly': 'The events of your calendar',
  'read:user': 'Your profile',
  repo: 'Your repositories, also to change them',
  offline_access: 'All this while you are away',
};

const MARKS = { 'google-oauth2': 'G', github: 'GH', windowslive: 'M' };

/** One or two letters for a provider. */
export const providerMark = (connection) => MARKS[connection] ?? connection[0].toUpperCase();

export const providerName = (connection) => NAMES[connection] ?? connection;

/** A scope in words, or its own name where nobody here knows it. */
export const meaning = (scope) => MEANINGS[scope] ?? scope;
