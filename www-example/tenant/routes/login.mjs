// The sign-in page: who are you, please, or nobody. It serves every authorization request that needs a person.

import { askedAssurance } from '../flow/policy.mjs';
import { PASSWORD } from '../model/users.mjs';
import { findOrganization } from '../model/organizations.mjs';
import { renderError } from '../pages/error.mjs';
import { renderLogin } from '../pages/login.mjs';
import { goToProvider, namedProvider, providerAnswer } from './social.mjs';

const PATH = /^\/u\/login\/[\w-]+$/;

function whoIs(users, { user, email = '', password, intent }) {
  if (user) return { person: users.byId(String(user)), problem: 'There is no such user.' };
  if (!email || !password) return { problem: 'Enter an email address and the password.' };
  if (intent === 'signup') {
    return { person: users.signUp(String(email)), problem: 'This address has an account already. Sign in instead.' };
  }
  const found = users.byEmail(String(email));
  const person = password === (found?.password ?? PASSWORD) ? found : undefined;
  return { person, problem: 'Wrong email or password.' };
}

// Another person signs in over an existing session: the session is handed over empty, so that nothing of the
// former person stays in it.
async function clearForOther(provider, uid, sub) {
  const session = uid && (await provider.Session.findByUid(uid));
  if (!session || !session.accountId || session.accountId === sub) return;
  delete session.accountId;
  delete session.authorizations;
  delete session.loginTs;
  await session.persist();
}

async function leave(provider, ctx, interaction, result) {
  const target = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  if (result.login) await clearForOther(provider, interaction.session?.uid, result.login.accountId);
  ctx.status = 303;
  ctx.redirect(target);
}

function show(tenant, ctx, interaction, extra = {}) {
  const { params } = interaction;
  renderLogin(ctx, {
    params,
    client: tenant.clients.all().find(({ id }) => id === params.client_id),
    organization: params.organization && findOrganization(params.organization),
    users: tenant.users.withPassword(),
    providers: tenant.connections.forSignIn(params.client_id),
    signedIn: tenant.users.bySub(interaction.session?.accountId ?? ''),
    ...extra,
  });
}

async function deny(provider, ctx, interaction) {
  ctx.note('the person said no');
  const error = { error: 'access_denied', error_description: 'User did not authorize the request' };
  return leave(provider, ctx, interaction, error);
}

async function signIn(provider, ctx, interaction, person) {
  const [acr] = askedAssurance(interaction.params);
  ctx.note(`${person.profile.name} signed in`);
  return leave(provider, ctx, interaction, { login: { accountId: person.sub, acr } });
}

async function submit(tenant, provider, ctx, interaction) {
  const { params } = ctx.state.body;
  if (params.intent === 'deny') return deny(provider, ctx, interaction);
  const connection = namedProvider(tenant, interaction.params, params.connection);
  if (connection) return goToProvider(tenant, ctx, interaction, connection);
  const { person, problem } = whoIs(tenant.users, params);
  if (!person) {
    ctx.status = 400;
    ctx.note(`refused: ${problem}`);
    return show(tenant, ctx, interaction, { problem, email: params.email, signup: params.intent === 'signup' });
  }
  return signIn(provider, ctx, interaction, person);
}

/** A page was asked for; or the sign-in goes to a provider, or comes back from one. */
async function arrive(tenant, provider, ctx, interaction) {
  const answer = ctx.query.provider && providerAnswer(tenant, interaction, ctx.query.provider);
  if (answer?.person) return signIn(provider, ctx, interaction, answer.person);
  if (answer) return deny(provider, ctx, interaction);
  const connection = namedProvider(tenant, interaction.params, interaction.params.connection);
  if (connection) return goToProvider(tenant, ctx, interaction, connection);
  ctx.note('sign-in page shown');
  return show(tenant, ctx, interaction, { signup: interaction.params.screen_hint === 'signup' });
}

export function login(tenant, provider) {
  return async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    let interaction;
    try {
      interaction = await provider.interactionDetails(ctx.req, ctx.res);
    } catch (error) {
      ctx.status = 400;
      return renderError(
        ctx,
        {
          error: 'invalid_request',
          error_description:
            'This sign-in has expired or was finished in another window. Go back to the application and start again.',
        },
        error,
      );
    }
    ctx.set('Cache-Control', 'no-store');
    if (ctx.method === 'POST') return submit(tenant, provider, ctx, interaction);
    return arrive(tenant, provider, ctx, interaction);
  };
}
