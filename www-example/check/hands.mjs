import { expect } from '@playwright/test';

/** Presses a button. */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Empties the list of requests. The longer it gets, the longer every look of the judge takes. */
export async function tidy(page) {
  await press(page, 'Clear');
  await expect(page.locator('#wire .state')).toHaveText('0 requests, secrets shortened');
}

/** Brings a section to the top of the window, for the picture. */
export const bring = (page, id) =>
  page.locator(`#${id}`).evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
