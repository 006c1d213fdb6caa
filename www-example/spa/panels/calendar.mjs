import { callApi, callBare } from '../app/api.mjs';
import { obtainToken } from '../app/tokens.mjs';
import { announce } from '../parts/announce.mjs';
import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { agenda } from './agenda.mjs';
import { refusal } from './refusal.mjs';

/** A call to the API with the access token, and one without, to see the difference. */
export const calendar = {
  id: 'calendar',
  label: 'Calendar',
  build: (app) => {
    const result = h(
      'div',
      { class: 'result' },
      h('p', { class: 'quiet' }, 'Your calendar lives at another server. It wants an access token.'),
    );
    const call = (withToken) => async () => {
      app.notices.clear();
      try {
        await load(app, result, withToken);
      } catch (error) {
        app.fail(error);
      }
    };
    return panel(
      'calendar',
      'Your calendar',
      result,
      h(
        'div',
        { class: 'actions' },
        button('Load my calendar', call(true), { kind: 'primary', busy: 'Loading', id: 'calendar-load' }),
        button('Try without a token', call(false), { busy: 'Trying', id: 'calendar-bare' }),
      ),
    );
  },
};

async function load(app, result, withToken) {
  const story = withToken ? await obtainToken(app.client) : undefined;
  if (story) app.events.dispatchEvent(new CustomEvent('token', { detail: story }));
  const answer = await (withToken ? callApi(app, '/calendar') : callBare(app, '/calendar'));
  fill(result, ...(answer.ok ? agenda(answer.body) : refusal(answer)), statusLine(answer));
  announce(answer.ok ? 'Your calendar is loaded.' : `The API refused the call with status ${answer.status}.`);
}

function statusLine({ status, took }) {
  return h(
    'p',
    { class: 'small quiet status', 'data-status': status },
    h('code', {}, `GET /calendar`),
    ` answered ${status} in ${Math.max(1, Math.round(took))} ms`,
  );
}
