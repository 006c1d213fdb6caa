// The order in which a request passes through the tenant; oidc-provider comes last.

import { clock, hang, rateLimit, redirectToken, slowToken, spoilToken } from './faults/apply.mjs';
import { withholdCookies } from './faults/cookies.mjs';
import { loseAnswer } from './faults/lost-answer.mjs';
import { record } from './log/record.mjs';
import { notFound } from './pages/error.mjs';
import { myAccount } from './me/api.mjs';
import { createProvider } from './provider.mjs';
import { anonymous } from './routes/anonymous.mjs';
import { authorize } from './routes/authorize.mjs';
import { bodies } from './routes/body.mjs';
import { connectLeg } from './routes/connect-leg.mjs';
import { control } from './routes/control.mjs';
import { cors } from './routes/cors.mjs';
import { direct } from './routes/direct.mjs';
import { exchangeProfiles } from './routes/exchange-profiles.mjs';
import { files } from './routes/files.mjs';
import { login } from './routes/login.mjs';
import { logout } from './routes/logout.mjs';
import { machine } from './routes/machine.mjs';
import { management } from './routes/management.mjs';
import { mfa } from './routes/mfa.mjs';
import { metadata } from './routes/metadata.mjs';
import { passkey } from './routes/passkey.mjs';
import { proof } from './routes/proof.mjs';
import { revoke } from './routes/revoke.mjs';
import { token } from './routes/token.mjs';
import { userinfo } from './routes/userinfo.mjs';
import { webfinger } from './routes/webfinger.mjs';
import { upstream } from './upstream/routes.mjs';

export async function createApp(tenant) {
  const provider = await createProvider(tenant);
  const steps = [
    record(tenant.log),
    clock(tenant),
    loseAnswer(tenant),
    bodies(),
    files(tenant),
    control(tenant),
    notFound(),
    cors(tenant),
    rateLimit(tenant),
    hang(tenant),
    slowToken(tenant),
    redirectToken(tenant),
    spoilToken(tenant),
    metadata(tenant),
    webfinger(tenant),
    userinfo(tenant, provider),
    myAccount(tenant),
    management(tenant),
    exchangeProfiles(tenant),
    mfa(tenant),
    connectLeg(tenant),
    upstream(tenant),
    logout(tenant, provider),
    login(tenant, provider),
    withholdCookies(tenant),
    authorize(tenant),
    passkey(tenant),
    anonymous(tenant),
    proof(tenant),
    revoke(tenant, provider),
    machine(tenant, provider),
    direct(tenant, provider),
    token(tenant, provider),
  ];
  for (const step of steps) provider.use(step);
  return provider;
}
