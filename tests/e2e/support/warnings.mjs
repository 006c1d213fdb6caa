/** What a page warns of on its console, from now on. */
export function warningsOf(page) {
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  return warnings;
}
