// The request bodies of the connected-accounts endpoints.

import { integer, list, oneOf, pattern, shape, text, uri } from './shape.mjs';

const UNRESERVED = pattern(/^[A-Za-z0-9._~-]+$/);

const authorizationParams = shape({
  acr_values: text(1, 1024),
  audience: text(1, 512),
  display: oneOf('page', 'popup', 'touch', 'wap'),
  id_token_hint: text(1, 4096),
  login_hint: text(1, 255),
  max_age: integer(0, 2147483647),
  prompt: oneOf('none', 'login', 'consent', 'select_account'),
  resource: text(1, 512),
  ui_locales: text(2, 100),
});

export const connectBody = shape(
  {
    connection: text(1, 128),
    redirect_uri: uri(2048),
    state: text(1, 4096),
    code_challenge: text(43, 128, UNRESERVED),
    code_challenge_method: oneOf('S256'),
    scopes: list(1, 100, text(1, 255)),
    authorization_params: authorizationParams,
  },
  {
    required: ['connection', 'redirect_uri'],
    needs: { code_challenge: 'code_challenge_method', code_challenge_method: 'code_challenge' },
  },
);

export const completeBody = shape(
  {
    auth_session: text(1, 64),
    connect_code: text(1, 46),
    redirect_uri: uri(2048),
    code_verifier: text(43, 128, UNRESERVED),
  },
  { required: ['auth_session', 'connect_code', 'redirect_uri'] },
);
