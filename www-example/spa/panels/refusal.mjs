import { h } from '../parts/dom.mjs';
import { facts } from '../parts/facts.mjs';

const words = {
  401: ['The API does not know you', 'It wants an access token that is made for it and still valid.'],
  403: ['The API knows you, but this is not allowed', 'The access token lacks a permission that this call needs.'],
  429: ['The API asks for a pause', 'It got more calls than it allows in this time.'],
};

/** What it means that an API refused a call, with what it said in return. */
export function refusal({ status, body, challenge }) {
  const [title, what] = words[status] ?? ['The API could not do that', 'It answered with an error.'];
  return [
    h('h3', {}, title),
    h('p', {}, what),
    facts(
      [
        ['It said', body?.error_description ?? body?.message],
        ['It asked for', challenge && h('code', {}, challenge)],
      ],
      { class: 'facts small' },
    ),
  ];
}
