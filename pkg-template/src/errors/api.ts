import { Auth0Error } from './base.js';
import type { AnonymousSessionApiErrorResponse, AnonymousSessionErrorCode, ErrorResponse } from '../types/failure.js';

/**
 * The My Account API refused a call (problem details, RFC 9457). `detail` is what it said; `message`
 * adds what was wrong with the input, and what to change where that is known.
 */
export class MyAccountApiError extends Auth0Error {
  readonly type: string;
  /** The HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly validation_errors?: ErrorResponse['validation_errors'];

  constructor({ type, status, title, detail, validation_errors }: ErrorResponse) {
    super(detail);
    this.name = 'MyAccountApiError';
    this.type = type;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.validation_errors = validation_errors;
  }
}

/** An anonymous session was refused. */
export class AnonymousSessionError extends Auth0Error {
  /** Why it was refused. */
  code: AnonymousSessionErrorCode;
  /** What the tenant answered, where it did. */
  cause?: AnonymousSessionApiErrorResponse;

  constructor(code: AnonymousSessionErrorCode, message: string, cause?: AnonymousSessionApiErrorResponse) {
    super(message);
    this.code = code;
    this.cause = cause && {
      error: cause.error,
      error_description: cause.error_description,
      message: cause.message,
    };
    this.name = 'AnonymousSessionError';
  }
}
