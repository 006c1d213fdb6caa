// The refresh-token families on the control page: who holds one, how often it was used, whether it lives.

/* global document */

function cell(tag, text, attributes = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...attributes });
}

function stateOf({ revoked, reuse_events: reuses }) {
  if (!revoked) return cell('td', 'alive');
  const times = reuses > 1 ? ` (${reuses} times)` : '';
  return cell('td', `ended: ${revoked}${times}`, { className: 'bad' });
}

function row(family) {
  const { subject, client, generation, exchanges, audiences } = family;
  const line = document.createElement('tr');
  const facts = [subject, client, generation, exchanges, audiences.join(' ') || 'userinfo only'];
  line.append(...facts.map((fact) => cell('td', fact)), stateOf(family));
  return line;
}

/** Shows the families; the newest first. */
export function showFamilies(families) {
  document.getElementById('families-panel').hidden = families.length === 0;
  document.getElementById('families').replaceChildren(...families.reverse().map(row));
}
