// The refresh of an access token that has run out, wanted by many tabs at once.
import { CONTENDERS, expire, signedIn } from './clients.mjs';
import { answerTabs, now, OPTIONS } from './tabs.mjs';

const NAME = 'crowd';

/** In the tab that measures, per round: the time until the last of all tabs has its answer, and how many got no token. */
export default async function crowd({ rounds, warm, others, serving = false }) {
  const clients = await signedIn(OPTIONS);
  const channel = new BroadcastChannel(NAME);
  if (serving) return answerTabs(clients, channel);
  const samples = { time: { ours: [], peer: [] }, failed: { ours: [], peer: [] } };
  for (let round = -warm; round < rounds; round += 1) {
    for (const who of round % 2 ? CONTENDERS : [...CONTENDERS].reverse()) {
      const { time, failed } = await oneRound(clients[who], { who, channel, others });
      if (round < 0) continue;
      samples.time[who].push(time);
      samples.failed[who].push(failed);
    }
  }
  return samples;
}

async function oneRound(client, { who, channel, others }) {
  expire(who);
  const prepared = await askAll(channel, { question: { prepare: who }, others });
  if (prepared.some(isFailure)) throw new Error(`a tab of ${who} has no entry: ${prepared.find(isFailure).error}`);
  const start = now();
  const own = client.getTokenSilently().then(none, String);
  const at = own.then(now);
  const answers = await askAll(channel, { question: { fetch: who }, others });
  answers.push({ error: await own, at: await at });
  return { time: Math.max(...answers.map((answer) => answer.at)) - start, failed: answers.filter(isFailure).length };
}

const isFailure = ({ error }) => Boolean(error);

/** Asks the other tabs, and gives all answers. */
function askAll(channel, { question, others }) {
  return new Promise((resolve) => {
    const answers = [];
    channel.onmessage = ({ data }) => {
      answers.push(data);
      if (answers.length === others) resolve(answers);
    };
    channel.postMessage(question);
  });
}

function none() {}
