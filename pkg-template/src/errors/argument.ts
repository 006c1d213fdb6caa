import { GenericError } from './generic.js';

/** An argument is none that could be. Nothing was sent. An addition to `@auth0/auth0-spa-js`. */
export class InvalidArgumentError extends GenericError {
  constructor(message: string) {
    super('invalid_argument', message);
  }
}

/** An argument is missing. Nothing was sent. An addition to `@auth0/auth0-spa-js`. */
export class MissingRequiredArgumentError extends GenericError {
  constructor(message: string) {
    super('missing_required_argument', message);
  }
}
