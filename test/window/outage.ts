import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { aPair, aPerson, fetchPage, type Person } from '../support/api.ts';
import { cutConnection } from '../support/troubled-store.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { takePictures } from './pictures.ts';
import { seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

const SECONDS = 20;

/** A tab in which one of two has logged in, and opened the conversation with the other. */
async function openConversation(browser: Browser, url: string) {
  const [ada, bob] = await aPair();
  const tab = await openTab(browser, url);
  const me = seat(tab.page, 0);
  await me.enter(ada.username, 'Log in');
  await me.open(bob.username);
  return { ada, bob, me, ...tab };
}

/** The texts of a conversation as they are stored, the oldest first. */
async function storedTexts(reader: Person, other: Person) {
  const { messages } = await fetchPage(reader, other, { order: 'oldest' });
  return messages.map(({ content }) => 'text' in content && content.text);
}

/** The answer to a send is lost, and then its store is gone: the page goes on trying with one key. */
export async function storeGone({ url, browser, store }: Stage): Promise<string> {
  const { ada, bob, me, page, complaints, close } = await openConversation(browser, url);

  const keys: string[] = [];
  const statuses: number[] = [];
  await page.route('**/messages', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    keys.push(request.headers()['idempotency-key'] ?? '');
    const response = await route.fetch();
    if (keys.length > 1) {
      if (keys.at(-1) === keys[0]) statuses.push(response.status());
      return route.fulfill({ response });
    }
    store.now(cutConnection); // it has carried the send out, and nobody hears of it
    await route.abort();
  });

  await me.say('Once, whatever happens');
  await me.say('And this one after it');
  await shows(me.log.locator('.waiting .note'), 'Trying again');
  await shows(me.pane.locator('.connection'), 'trying again');
  await takePictures(page, 'outage');
  await sleep(SECONDS * 1000);
  const waiting = await me.log.locator('.waiting').count();
  store.now(undefined);
  await me.log.locator('.waiting').last().waitFor({ state: 'detached' });

  const texts = ['Once, whatever happens', 'And this one after it'];
  same('what is stored', await storedTexts(bob, ada), texts);
  same('what is shown', await me.texts.allTextContents(), texts);
  same('how many messages were waiting', waiting, 2);
  const tries = keys.filter((key) => key === keys[0]).length;
  holds(`the first was tried again, and with its key: ${tries} times`, tries >= 3);
  same('the keys', new Set(keys).size, 2);
  same('what the browser complained of', complaints, []);
  await close();
  return `its answer was lost, then the store was gone for ${SECONDS} s: ${tries} tries with one key (${statuses.join(', ')}), one message`;
}

/** The page is reloaded while messages wait for the store: they are still on their way, with their keys. */
export async function reloaded({ url, browser, store }: Stage): Promise<string> {
  const { ada, bob, me, page, complaints, close } = await openConversation(browser, url);

  const keys: string[] = [];
  await page.route('**/messages', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    keys.push(request.headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    store.now(cutConnection); // it has carried the send out, and nobody hears of it
    await route.abort();
  });
  const texts = ['Written before the reload', 'And this one after it'];
  for (const text of texts) await me.say(text);
  await shows(me.log.locator('.waiting .note'), 'Trying again');
  await page.reload();
  await shows(me.log.locator('.waiting'), texts[0] ?? '');
  same('what is on its way after the reload', await me.log.locator('.waiting .bubble').allTextContents(), texts);
  await shows(me.log.locator('.waiting .note'), 'Trying again');
  store.now(undefined);
  await me.log.locator('.waiting').last().waitFor({ state: 'detached' });

  same('what is stored', await storedTexts(bob, ada), texts);
  same('the keys', new Set(keys).size, 2);
  await page.reload();
  await me.texts.nth(1).waitFor();
  same('what is on its way in the end', await me.log.locator('.waiting').count(), 0);
  same('what the browser complained of', complaints, []);
  await close();
  return `two messages on their way over a reload, the first one stored already: ${keys.length} tries with two keys, two messages`;
}

/** Another conversation is opened while messages wait: they go on their way, and what was written stays. */
export async function elsewhere({ url, browser }: Stage): Promise<string> {
  const { bob, me, page, complaints, close } = await openConversation(browser, url);
  const cleo = await aPerson();

  await page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  const texts = ['On its way', 'Behind it'];
  for (const text of texts) await me.say(text);
  await me.pane.getByLabel('Message', { exact: true }).fill('Half a sent');
  await me.open(cleo.username);
  await page.unrouteAll();
  await shows(me.pane.locator('.entry'), 'Behind it');
  await me.open(bob.username);
  same('what was half written', await me.pane.getByLabel('Message', { exact: true }).inputValue(), 'Half a sent');
  same('what is shown', await me.texts.allTextContents(), texts);
  same('what the browser complained of', complaints, []);
  await close();
  return 'two messages were sent while another conversation was open, and half a sentence was kept';
}

/** Sending can be stopped, and the same message sent again by hand after a reload: still one. */
export async function stopped({ url, browser }: Stage): Promise<string> {
  const { ada, bob, me, page, complaints, close } = await openConversation(browser, url);

  let tries = 0;
  await page.route('**/messages', async (route) => {
    if (tries++ === 0) await route.fetch();
    await route.abort();
  });
  await me.say('Stopped, and sent again');
  await me.log.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.locator(':focus', { hasText: 'Send again' }).waitFor();
  await shows(me.log.locator('.note'), 'Not confirmed');
  await page.reload();
  await shows(me.log.locator('.note'), 'Not confirmed. Sending it again repeats its key');
  const triesBefore = tries;
  await makeOlder(page, 25 * 3_600_000);
  await page.reload();
  await shows(me.log.locator('.note'), 'sending it again may store it twice');
  same('how often it was tried meanwhile', tries - triesBefore, 0);
  await page.unrouteAll();
  await me.log.getByRole('button', { name: 'Send again' }).click();
  await me.log.locator('.waiting').waitFor({ state: 'detached' });

  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.fulfill({ status: 500, json: { code: 'internal', detail: 'Something went wrong.' } });
  });
  await me.say('Stored, and answered with an error');
  await shows(me.log.locator('.note'), 'Something went wrong. Not confirmed');
  await page.unrouteAll();
  await me.log.getByRole('button', { name: 'Send again' }).click();
  await me.log.locator('.waiting').waitFor({ state: 'detached' });

  same('what is stored', (await fetchPage(bob, ada)).messages.length, 2);
  same('what the browser complained of', complaints, []);
  await close();
  return 'stopped, or answered with a 500; sent again by hand, once after a reload, with the same key: one message each';
}

/** Makes messages on their way older, as if nobody had stopped them. */
const makeOlder = (page: Page, milliseconds: number) =>
  page.locator('html').evaluate(({ ownerDocument }, milliseconds) => {
    const storage = ownerDocument.defaultView?.sessionStorage;
    const name = Object.keys(storage ?? {}).find((key) => key.startsWith('duologue unsent')) ?? '';
    const messages = JSON.parse(storage?.getItem(name) ?? '') as { since: number }[];
    const older = messages.map((one) => ({ ...one, since: one.since - milliseconds, isStopped: false }));
    storage?.setItem(name, JSON.stringify(older));
  }, milliseconds);
