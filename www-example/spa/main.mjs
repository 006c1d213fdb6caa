import { start } from './app/start.mjs';

start(document);
