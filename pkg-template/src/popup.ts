import { PopupOpenError } from './errors/time.js';
import type { PopupConfigOptions } from './types.js';

const WIDTH = 400;
const HEIGHT = 600;
const NAME = 'auth0:authorize:popup';

// The popup that has the name. While it is open, another one needs to do without: two logins would
// share a window, and the second would take it from the first.
let named: Window | null;

/**
 * Sees to it that the settings name a popup. Nothing may be awaited before: browsers open windows
 * in the task of a click only.
 *
 * @throws PopupOpenError when the browser opens none; what the signal says when it was given.
 */
export function providePopup(config: PopupConfigOptions): void {
  const { signal } = config;
  if (signal && signal.aborted) {
    throw signal.reason;
  }
  // A closed one is of no use: it is what an earlier call left in the settings.
  if (!config.popup || config.popup.closed) {
    config.popup = open();
  }
  if (!config.popup) {
    throw new PopupOpenError();
  }
}

function open(): Window | null {
  const left = window.screenX + (window.innerWidth - WIDTH) / 2;
  const top = window.screenY + (window.innerHeight - HEIGHT) / 2;
  const features = `left=${left},top=${top},width=${WIDTH},height=${HEIGHT},resizable,scrollbars=yes,status=1`;
  if (named && !named.closed) {
    return window.open('', '_blank', features);
  }
  named = window.open('', NAME, features);
  return named;
}
