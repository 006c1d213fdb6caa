import { Problem } from '../parts/problem.mjs';
import { signIn } from './session.mjs';
import { saveSettings } from './settings.mjs';

/**
 * Takes up other settings. They need another client, and nothing may stay behind in the old store: the refresh token
 * is given back, the session here forgotten, and the new client signs in. The browser is leaving when this resolves.
 */
export async function changeSettings({ client, settings, user, remake, wire, config }, change, place) {
  if (!(await wire.answers())) throw new Problem('network_error', `${config.domain} does not answer`);
  const changed = { ...settings, ...change };
  await client.revokeRefreshToken();
  await client.logout({ openUrl: false });
  saveSettings(changed);
  const { org_id: organization } = user.claims;
  const known = { login_hint: user.email, ...(organization && { organization }) };
  await signIn(remake(changed), known, place);
}
