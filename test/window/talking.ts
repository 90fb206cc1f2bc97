import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { aUsername } from '../support/api.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { type Seat, seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

/** Two people sign up, send each kind of message, and see what the other sends, by their polls. */
export async function eachKind({ url, browser }: Stage): Promise<string> {
  const { page, complaints, close } = await openTab(browser, url);
  const [first, second] = [seat(page, 0), seat(page, 1)];
  const [jack, algy] = [aUsername(), aUsername()];
  await first.enter(jack);
  await second.enter(algy);
  await first.open(algy);

  await first.say('Did you hear what I was playing?');
  await shows(second.pane.locator('.inbox .unread'), '1');
  await second.pane.locator('.entry').click();
  await shows(second.texts, 'Did you hear what I was playing?');
  await second.pane.locator('.inbox .unread').waitFor({ state: 'detached' });
  await shows(first.messages.locator('.receipt'), 'Read');

  await second.say("I didn't think it polite to listen.\nOn two lines.");
  await shows(first.texts, 'polite');
  await page.route('https://images.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: piano }),
  );
  await second.sendImage('https://images.example/piano.svg', '1200', '800');
  await first.log.locator('img').waitFor();
  await second.sendVideo('https://www.youtube.com/watch?v=dQw4w9WgXcQ', '212');
  await shows(first.log.locator('.video'), /YouTube video, 3:32.*www\.youtube\.com/);

  await same('the order on both sides', await first.ids(), await second.ids());
  await linksAreSafe(first);
  const { token } = await kept(page, 1);
  await curlWorks(second, token, (await second.ids()).at(-1));
  same('what the browser complained of', complaints, []);
  await close();
  return 'text, image and video arrived, the unread count went, the receipt came; the curl of a send, pasted, is a replay';
}

/** Whose login the tab has kept, for that seat. */
const kept = (page: Page, seat: number) =>
  page
    .locator('html')
    .evaluate(
      (html, seat) => JSON.parse(html.ownerDocument.defaultView?.sessionStorage.getItem('duologue') ?? '').logins[seat],
      seat,
    );

const piano =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 8"><path fill="#456" d="M0 0h12v8H0z"/><path fill="#eee" d="M1 4h10v3H1z"/></svg>';

async function linksAreSafe({ log }: Seat) {
  const links = await log
    .locator('a')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('href') ?? '', one.getAttribute('rel') ?? '']));
  holds('there are links', links.length > 0);
  for (const [href = '', rel] of links) {
    holds(`${href} is of http or https`, /^https?:/.test(href));
    same(`the rel of ${href}`, rel, 'noopener noreferrer');
  }
}

/** The latest send, as the strip shows it, does what it says: pasted, it is a replay of that message. */
async function curlWorks({ pane }: Seat, token: string, id = '') {
  const strip = pane.page().locator('.requests');
  await strip.locator('.request', { hasText: 'POST' }).first().click();
  const curl = (await strip.locator('pre').textContent()) ?? '';
  holds('the token is not shown', !curl.includes(token));
  const env = { ...process.env, TOKEN: token };
  const { stdout } = await promisify(execFile)('bash', ['-c', `${curl} -s`], { env });
  same('the message that the command sent again', JSON.parse(stdout).id, id);
}

/** One log-out ends the sessions of a user in both seats, and a deleted user is gone. */
export async function leaving({ url, browser }: Stage): Promise<string> {
  const { page, complaints, close } = await openTab(browser, url);
  const [here, there] = [seat(page, 0), seat(page, 1)];
  const name = aUsername();
  await here.enter(name);
  await there.enter(name, 'Log in');

  await page.reload();
  await there.pane.getByRole('heading', { name, exact: true }).waitFor();
  await here.pane.getByText('Account').click();
  await here.pane.getByLabel('Current password').fill('wrong password');
  await here.pane.getByLabel('New password').fill('x');
  await here.pane.getByRole('button', { name: 'Change', exact: true }).click();
  await shows(here.pane.locator('.fault'), 'at least 8');
  await here.pane.getByRole('button', { name: 'Log out everywhere' }).click();

  await here.pane.getByText('Sign up or log in').waitFor();
  await shows(there.pane.locator('.entrance'), 'This session has ended');
  same('what the browser complained of', complaints, []);
  await close();
  return 'still logged in after a reload; logged out everywhere, and the other seat saw its session end';
}
