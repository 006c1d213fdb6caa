import { callApi } from '../app/api.mjs';
import { changeSettings } from '../app/change.mjs';
import { obtainToken } from '../app/tokens.mjs';
import { announce } from '../parts/announce.mjs';
import { button, LEAVING } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { attemptList } from './attempts.mjs';
import { proofParts } from './proof.mjs';
import { theft } from './theft.mjs';

/** Tokens bound to a key of this browser (DPoP): the key, a call with its proof, and what a stolen token is worth. */
export const bound = {
  id: 'bound',
  label: 'Bound',
  build: (app) =>
    panel(
      'bound',
      'Bound tokens',
      ...(app.settings.bound ? [keyLine(app), proving(app)] : [invitation()]),
      theft(app),
      h('div', { class: 'actions' }, toggle(app)),
    ),
};

function invitation() {
  return h(
    'p',
    { class: 'quiet' },
    'Your access tokens are bearer tokens: whoever has one can use it. They can be bound to a key that lies in this browser and cannot be taken out of it (DPoP). Then each call needs a proof that this key has signed.',
  );
}

function keyLine(app) {
  const thumbprint = h('code', { class: 'line', id: 'thumbprint' }, '…');
  const show = ({ key }) => {
    thumbprint.textContent = key ?? 'none: the tenant gave a bearer token';
  };
  obtainToken(app.client).then(show).catch(app.fail);
  return h(
    'div',
    { class: 'key' },
    h(
      'p',
      {},
      'Your access tokens are bound to the key with this thumbprint. The key itself cannot be taken out of this browser.',
    ),
    thumbprint,
  );
}

function proving(app) {
  const result = h('div', { class: 'result', id: 'proofs' });
  const call = (spoil) => async () => {
    app.notices.clear();
    try {
      // One that the API never gave stands for one that it no longer takes.
      if (spoil) await app.client.setDpopNonce(crypto.randomUUID(), new URL(app.config.api).origin);
      const { attempts, status } = await callApi(app, '/calendar');
      fill(result, attemptList(attempts), await proofParts(attempts.at(-1)));
      announce(`The API answered ${status} to attempt ${attempts.length}.`);
    } catch (error) {
      app.fail(error);
    }
  };
  return h(
    'div',
    { class: 'result' },
    result,
    h(
      'div',
      { class: 'actions' },
      button('Call the API with a proof', call(false), { kind: 'primary', busy: 'Calling', id: 'proof-call' }),
      button('With an expired nonce', call(true), { busy: 'Calling', id: 'proof-retry' }),
    ),
  );
}

function toggle(app) {
  const to = !app.settings.bound;
  const change = async () => {
    app.notices.clear();
    try {
      await changeSettings(app, { bound: to }, '/#bound');
      return LEAVING;
    } catch (error) {
      return app.fail(error);
    }
  };
  const label = to ? 'Bind my tokens to a key' : 'Go back to bearer tokens';
  return button(label, change, { busy: 'Signing in again', id: 'bound-toggle' });
}
