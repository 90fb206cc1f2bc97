import type { Page } from 'playwright-core';
import { aPassword, aPerson, aUsername } from '../support/api.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

/** From nothing to a message that was sent, to the page of an earlier one, and out again, without a mouse. */
export async function byKeyboard({ url, browser }: Stage): Promise<string> {
  const { page, complaints, close } = await openTab(browser, url);
  const { keyboard } = page;
  const contact = await aPerson();
  const me = seat(page, 0);

  const toName = await tabTo(page, 'username');
  await keyboard.type(aUsername());
  await keyboard.press('Tab');
  await keyboard.type(aPassword);
  await keyboard.press('Enter');

  await focused(page, 'contact');
  await keyboard.type(contact.username);
  await keyboard.press('Enter');
  await focused(page, 'text');
  await keyboard.type('Sent without a mouse');
  await keyboard.press('Shift+Enter');
  await keyboard.type('on two lines');
  await keyboard.press('Enter');
  await shows(me.messages.locator('p'), 'Sent without a mouse\non two lines');

  await keyboard.press('Shift+Tab');
  same('the kind that the arrows choose', await chosen(page, 'ArrowRight'), 'image');
  same('the kind that the arrows choose', await chosen(page, 'ArrowLeft'), 'text');
  const toPage = await tabTo(page, 'page', 'Shift+Tab');
  await keyboard.type('1');
  await keyboard.press('Enter');

  await me.pane.locator('.account summary').focus();
  await keyboard.press('Enter');
  await tabTo(page, 'leave');
  await keyboard.press('Enter');
  await focused(page, 'username');
  await tabTo(page, 'way');
  for (const key of ['Tab', 'Tab', 'Enter']) await keyboard.press(key);
  await seat(page, 1).pane.locator('.conversation').waitFor();
  await me.pane.locator('[name=text]:focus').waitFor();

  same('what the browser complained of', complaints, []);
  await close();
  return `signed up, wrote, sent, logged out and created random users; ${toName} tabs to the first field, ${toPage} back to the pages; the focus was seen`;
}

/** What has the focus, and whether that can be seen. */
const focus = (page: Page) =>
  page.locator('html').evaluate(({ ownerDocument: { activeElement, defaultView } }) => {
    const outline = activeElement && defaultView?.getComputedStyle(activeElement).outlineStyle;
    // A date shows by itself which of its parts has the focus.
    const seen = outline !== 'none' || activeElement?.getAttribute('type') === 'date';
    return { name: activeElement?.getAttribute('name') ?? '', seen };
  });

async function focused(page: Page, name: string) {
  await page.locator(`[name=${name}]:focus`).waitFor();
  holds(`the focus on ${name} is seen`, (await focus(page)).seen);
}

/** Presses Tab until that has the focus. Gives how often. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<number> {
  for (let presses = 1; presses <= 20; presses++) {
    await page.keyboard.press(key);
    const there = await focus(page);
    holds(`the focus on "${there.name}" is seen`, there.seen);
    if (there.name === name) return presses;
  }
  throw new Error(`Tab does not reach ${name}.`);
}

async function chosen(page: Page, key: string) {
  await page.keyboard.press(key);
  return page.locator(':focus').getAttribute('value');
}
