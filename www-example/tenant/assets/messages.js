// What was sent over the channels of second factors: codes to type, and questions to answer here.

/* global document */

function cell(text) {
  return Object.assign(document.createElement('td'), { textContent: text });
}

function buttons(id, answer) {
  const made = ['approved', 'denied'].map((word) =>
    Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'quiet',
      textContent: word === 'approved' ? 'Approve' : 'Deny',
      onclick: () => answer(word, id),
    }),
  );
  const place = cell('');
  place.append(...made);
  return place;
}

function row({ id, user, channel, to, code, answer: state }, answer) {
  const line = document.createElement('tr');
  const last = state === 'pending' ? buttons(id, answer) : cell(state ?? '');
  line.append(...[user, channel === 'auth0' ? 'app' : channel, to, code ?? ''].map(cell), last);
  return line;
}

let shown = '';

/** Shows the messages, the newest first; `answer` is called with an answer and the number of its question. */
export function showMessages(messages, answer) {
  const text = JSON.stringify(messages);
  // A button that is replaced under a finger does nothing.
  if (text === shown) return;
  shown = text;
  document.getElementById('messages-panel').hidden = messages.length === 0;
  document.getElementById('messages').replaceChildren(...messages.reverse().map((message) => row(message, answer)));
}
