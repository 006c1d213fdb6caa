import { GenericError } from './generic.js';

/** A hidden frame or a lock took too long. */
export class TimeoutError extends GenericError {
  constructor() {
    super('timeout', 'Timeout');
  }
}

/** Nobody finished the login in the popup in time. The popup is left open. */
export class PopupTimeoutError extends TimeoutError {
  /** The popup, to close it or to go on with it. */
  popup: Window;

  constructor(popup: Window) {
    super();
    this.popup = popup;
  }
}

/** The user closed the popup. */
export class PopupCancelledError extends GenericError {
  /** The popup that was closed. */
  popup: Window;

  constructor(popup: Window) {
    super('cancelled', 'Popup closed');
    this.popup = popup;
  }
}

/** The browser did not open the popup. */
export class PopupOpenError extends GenericError {
  constructor() {
    super('popup_open', 'Unable to open a popup for loginWithPopup - window.open returned `null`');
  }
}
