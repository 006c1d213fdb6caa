// The entry with its WebAssembly beside it: does the bundler bring the file along?
import { init } from 'auth0-spa-wasm/url';

const show = (id, text) => {
  const element = document.createElement('p');
  element.id = id;
  element.textContent = text;
  document.body.append(element);
};

init().then(
  () => show('loaded', 'loaded'),
  (error) => show('failure', String(error)),
);
