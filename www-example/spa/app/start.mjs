import { announce, announceIn } from '../parts/announce.mjs';
import { explain } from '../parts/explain.mjs';
import { noticesIn } from '../parts/notice.mjs';
import { showWire } from '../wire/list.mjs';
import { loadPackage, readConfig } from './config.mjs';
import { takeGoodbye } from './goodbye.mjs';
import { findUser, makeClient, takeAnswer } from './session.mjs';
import { bySection, showAccount, showFailure, showPanels, showPatience } from './shell.mjs';

/** Runs the page: settings, client, the tenant's answer if there is one, the session, the panels. */
export async function start(document) {
  announceIn(document.getElementById('announcer'));
  const notices = noticesIn(document.getElementById('notices'));
  const patience = showPatience();
  try {
    const config = await readConfig();
    const wire = showWire(config);
    const client = makeClient(await loadPackage(), config);
    const answer = await takeAnswer(client);
    const user = await findUser(client);
    open({ config, wire, client, user, notices, events: new EventTarget(), fail: failing(notices, user) }, answer);
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

function open(app, { returned, problem }) {
  const arrived = returned !== undefined && !problem;
  showAccount(app);
  showPanels(app);
  greet(app, arrived);
  bySection({ focus: arrived });
  if (problem) app.fail(problem, { answering: true });
}

function greet({ user, notices }, arrived) {
  const left = takeGoodbye();
  if (arrived && user) {
    announce(`Signed in as ${user.name}.`);
  } else if (left && !user) {
    notices.news({ title: 'You are signed out', what: 'Your session has ended, here and at the tenant.' });
    announce('You are signed out.');
  }
}
