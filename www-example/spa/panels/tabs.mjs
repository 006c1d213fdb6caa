import { compareFamilies, readFamilies } from '../app/families.mjs';
import { openTabs } from '../app/tabs.mjs';
import { announce } from '../parts/announce.mjs';
import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { facts } from '../parts/facts.mjs';
import { panel } from '../parts/panel.mjs';

/** Two pages of this browser that renew at the same moment, and what became of their refresh tokens. */
export const tabs = {
  id: 'tabs',
  label: 'Tabs',
  build: (app) => {
    const stage = h('div', { class: 'stage' });
    const result = h('div', { class: 'result', id: 'tabs-result' });
    const race = async () => {
      app.notices.clear();
      try {
        await run(app, stage, result);
      } catch (error) {
        // Opened anew by the next press: a tab that failed may have failed for good.
        fill(stage);
        app.tabs = undefined;
        app.fail(error);
      }
    };
    const busy = 'Both are renewing';
    return panel(
      'tabs',
      'Two tabs at once',
      h('p', { class: 'quiet' }, explanation(app.settings.store)),
      stage,
      result,
      h('div', { class: 'actions' }, button('Renew in both at once', race, { kind: 'primary', busy, id: 'tabs-race' })),
    );
  },
};

function explanation(store) {
  const danger =
    'Two frames stand for two tabs: each is a page of its own, with its own client. A refresh token works once. Tabs that use the same one twice end the session, as the tenant takes the second for a thief.';
  return store === 'memory'
    ? `${danger} With the memory as its store each tab has refresh tokens of its own. Choose another store above to have them share one.`
    : `${danger} Here they share one and take turns: each uses the one that the other left.`;
}

async function run(app, stage, result) {
  app.tabs ??= openTabs(stage);
  await app.tabs.ready();
  const before = await readFamilies(app);
  const tokens = await app.tabs.renew();
  const used = compareFamilies(before, await readFamilies(app));
  fill(result, ...used.map(verdict));
  const alive = used.length > 0 && used.every(({ revoked }) => !revoked);
  announce(alive ? `Both tabs have a new access token, ${tokens.length} in all.` : 'A refresh-token family has ended.');
}

function verdict({ id, renewals, generation, revoked, reuse_events: reuse }) {
  return h(
    'section',
    {
      class: 'family',
      'data-family': id,
      'data-renewals': renewals,
      'data-reuse': reuse,
      'data-alive': String(!revoked),
    },
    h('h3', {}, revoked ? 'The refresh-token family has ended' : 'The refresh-token family lives'),
    facts([
      ['Family', h('code', {}, id)],
      ['Renewed', `${renewals} ${renewals === 1 ? 'time' : 'times'} just now, ${generation} in all`],
      ['Used twice', reuse === 0 ? 'Never' : `${reuse} times`],
      ['Ended because', revoked || undefined],
    ]),
  );
}
