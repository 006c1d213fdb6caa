import { h } from '../parts/dom.mjs';
import { Problem } from '../parts/problem.mjs';

const NAMES = ['Tab 1', 'Tab 2'];
const PATIENCE = 25_000;

/** Opens the two tabs as frames in `stage`. They hear and answer on a channel that only this page and they know. */
export function openTabs(stage) {
  const id = crypto.randomUUID();
  const channel = new BroadcastChannel(id);
  const opened = all(channel, 'ready');
  stage.append(...NAMES.map((name) => frame(name, id)));
  return {
    /** Resolves when both know whether somebody is signed in. */
    ready: () => opened,
    /** Has both ask for a new access token at the same moment; resolves what each got. */
    renew() {
      const renewed = all(channel, 'renewed');
      channel.postMessage({ type: 'renew' });
      return renewed;
    },
  };
}

function frame(title, id) {
  return h('iframe', { title, src: `/tab.html?${new URLSearchParams({ name: title, channel: id })}` });
}

// A message of this type from each tab. An error of one is the error of the whole.
function all(channel, type) {
  const heard = new Map();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => reject(new Problem('timeout', 'A tab did not answer'))), PATIENCE);
    const end = (settle) => {
      clearTimeout(timer);
      channel.removeEventListener('message', listen);
      settle();
    };
    const listen = ({ data }) => {
      if (data.type === 'failed') end(() => reject(new Problem(data.code, data.message, [['Where', data.name]])));
      if (data.type !== type) return;
      heard.set(data.name, data);
      if (heard.size === NAMES.length) end(() => resolve([...heard.values()]));
    };
    channel.addEventListener('message', listen);
  });
}
