let announcer;
let pending;

/** Names the live region that speaks for the page. */
export function announceIn(element) {
  announcer = element;
}

/** Says a sentence to a screen reader without moving the focus. */
export function announce(sentence) {
  clearTimeout(pending);
  announcer.textContent = '';
  // A live region that gets the same text twice stays silent unless it was seen empty in between.
  pending = setTimeout(() => {
    announcer.textContent = sentence;
  }, 60);
}
