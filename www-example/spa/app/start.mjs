import { announce, announceIn } from '../parts/announce.mjs';
import { explain } from '../parts/explain.mjs';
import { noticesIn } from '../parts/notice.mjs';
import { providerName } from '../parts/providers.mjs';
import { showWire } from '../wire/list.mjs';
import { loadPackage, readConfig } from './config.mjs';
import { takeGoodbye } from './goodbye.mjs';
import { findUser, makeClient, takeAnswer } from './session.mjs';
import { readSettings } from './settings.mjs';
import { bySection, showAccount, showFailure, showPanels, showPatience } from './shell.mjs';

/** Runs the page: settings, client, the tenant's answer if there is one, the session, the panels. */
export async function start(document) {
  announceIn(document.getElementById('announcer'));
  const notices = noticesIn(document.getElementById('notices'));
  const patience = showPatience();
  try {
    const config = await readConfig();
    const wire = showWire(config);
    const settings = readSettings();
    const code = await loadPackage();
    const remake = (changed) => makeClient(code, config, changed);
    const client = remake(settings);
    const answer = await takeAnswer(client);
    const { user, kept } = await findUser(client);
    const fail = failing(notices, user);
    open({ config, wire, client, user, kept, settings, remake, notices, events: new EventTarget(), fail }, answer);
  } catch (error) {
    showFailure();
    failing(notices)(error);
  } finally {
    patience.stop();
  }
}

function failing(notices, user) {
  return (error, circumstances) => notices.problem(explain(error, { signedIn: Boolean(user), ...circumstances }));
}

function open(app, { returned, connected, problem }) {
  const returns = returned !== undefined && !problem;
  app.arrived = returns && !connected;
  app.connected = connected;
  showAccount(app);
  showPanels(app);
  greet(app);
  bySection({ focus: returns });
  if (problem) app.fail(problem, { answering: true });
}

function greet({ user, notices, arrived, connected }) {
  const left = takeGoodbye();
  if (connected) {
    const title = `${providerName(connected)} is connected`;
    notices.news({ title, what: 'The tenant keeps its tokens. You can disconnect it at any time.' });
    announce(`${title}.`);
  } else if (arrived && user) {
    announce(`Signed in as ${user.name}.`);
  } else if (left && !user) {
    notices.news({ title: 'You are signed out', what: 'Your session has ended, here and at the tenant.' });
    announce('You are signed out.');
  }
}
