// The order in which a request passes through the tenant; oidc-provider comes last.

import { clock, hang, rateLimit, redirectToken, slowToken, spoilToken } from './faults/apply.mjs';
import { record } from './log/record.mjs';
import { notFound } from './pages/error.mjs';
import { createProvider } from './provider.mjs';
import { authorize } from './routes/authorize.mjs';
import { bodies } from './routes/body.mjs';
import { control } from './routes/control.mjs';
import { cors } from './routes/cors.mjs';
import { files } from './routes/files.mjs';
import { login } from './routes/login.mjs';
import { logout } from './routes/logout.mjs';
import { metadata } from './routes/metadata.mjs';
import { token } from './routes/token.mjs';
import { userinfo } from './routes/userinfo.mjs';

export async function createApp(tenant) {
  const provider = await createProvider(tenant);
  const steps = [
    record(tenant.log),
    clock(tenant),
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
    userinfo(tenant),
    logout(tenant, provider),
    login(tenant, provider),
    authorize(tenant),
    token(tenant, provider),
  ];
  for (const step of steps) provider.use(step);
  return provider;
}
