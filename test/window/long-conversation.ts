import { aPair, fetchPage, type Person, sendTexts } from '../support/api.ts';
import { messageIdsOf, storeMessages } from '../support/engine.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { type Seat, seat } from './seat.ts';
import type { Stage } from './stage.ts';

const MESSAGES = 10_000;
const FROM = Date.UTC(2026, 8, 1, 5);
const STEP = 300_000;
const PAGES = MESSAGES / 50;

/** A conversation of 10,000 messages: scrolled, and jumped in by page and by date, with few of them in the document. */
export async function longConversation({ url, browser }: Stage): Promise<string> {
  const [ada, bob] = await aPair();
  const ids = messageIdsOf({ count: MESSAGES, from: FROM, step: STEP });
  const text = 'A line of some length, as people write them, so that a page is a page.';
  await storeMessages(ada, bob, ids, { type: 'text', text });

  const { page, complaints, close } = await openTab(browser, url, { timezoneId: 'America/New_York' });
  const me = seat(page, 0);
  await me.enter(bob.username, 'Log in');
  await me.open(ada.username);
  same('the newest page', await me.ids(), ids.slice(-50));
  await seen(me, 1);

  const most = await scrollBack(me, 12, ids);
  holds(`few of them stand in the document: ${most}`, most <= 5 * 50);
  await jump(me, 'Page', '137');
  await seen(me, 137);
  same('page 137 as the API has it', await isShown(me, bob, ada, 137), true);
  await jump(me, 'Page', '999');
  await seen(me, PAGES);
  await me.pane.getByRole('button', { name: 'Newer page' }).click();
  await seen(me, PAGES - 1);

  // Midnight where the reader is, which is four hours behind UTC in September.
  await jump(me, 'Date', '2026-09-15');
  const sought = me.log.locator('.sought');
  same(
    'the first message of the day',
    await sought.locator('time').getAttribute('datetime'),
    '2026-09-15T04:00:00.000Z',
  );
  holds('it is in view', await sought.isVisible());
  await jump(me, 'Page', 'x');
  await me.pane.locator('.jump .fault').waitFor();

  const few = await sendTexts(3, ada, bob);
  await me.pane.getByRole('button', { name: '3 new' }).click();
  await last(me, few.at(-1)?.id);
  same('the end', (await me.ids()).slice(-4), [ids.at(-1), ...few.map(({ id }) => id)]);
  const many = await sendTexts(120, ada, bob);
  await last(me, many.at(-1)?.id);
  holds('what came is bounded too', (await me.ids()).length <= 400);
  same('what the browser complained of', complaints, []);
  await close();
  return `scrolled 12 pages back without a gap, jumped to pages and a date; at most ${most} of ${MESSAGES} messages in the document`;
}

async function jump({ pane }: Seat, label: 'Page' | 'Date', value: string) {
  await pane.getByLabel(label, { exact: true }).fill(value);
  await pane.getByRole('button', { name: 'Go', exact: true }).click();
}

/** Waits until that message stands last. */
const last = ({ log }: Seat, id = '') => log.locator(`.page:last-child > :last-child[data-id="${id}"]`).waitFor();

/** Waits until the window says that this page is seen. */
async function seen({ pane }: Seat, number: number) {
  await pane.getByText(`of ${PAGES}`, { exact: true }).waitFor();
  await pane.getByRole('list', { name: `Page ${number}`, exact: true }).waitFor();
  const field = pane.getByLabel('Page', { exact: true });
  await field.blur();
  for (let tries = 0; (await field.inputValue()) !== String(number); tries++) {
    holds(`page ${number} is seen, and not ${await field.inputValue()}`, tries < 100);
    await field.page().waitForTimeout(50);
  }
}

/** Whether everything of a page, as the API has it, stands in the document. */
async function isShown(me: Seat, reader: Person, other: Person, number: number): Promise<boolean> {
  const { messages } = await fetchPage(reader, other, { page: number });
  const shown = new Set(await me.ids());
  return messages.every(({ id }) => shown.has(id));
}

/** Scrolls so many pages back. What is shown is always a part of the whole without a gap. Gives the most that it was. */
async function scrollBack(me: Seat, pages: number, all: readonly string[]): Promise<number> {
  let most = 0;
  for (let oldest = all.length - 50; oldest > all.length - pages * 50; ) {
    await me.log.evaluate((log) => log.scrollTo({ top: 0 }));
    await me.log.locator(`[data-id="${all[oldest - 1]}"]`).waitFor({ state: 'attached' });
    const shown = await me.ids();
    const start = all.indexOf(shown[0] ?? '');
    same('what is shown', shown, all.slice(start, start + shown.length));
    most = Math.max(most, shown.length);
    oldest = start;
  }
  await seen(me, pages - 1); // the last one was fetched above the one that is in view
  return most;
}
