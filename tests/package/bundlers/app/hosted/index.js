// With a copy of the worker's script on the page's origin, as strict policies want it.
import workerUrl from 'auth0-spa-wasm/worker?url';
import { open } from '../src/session.js';

open({ workerUrl });
