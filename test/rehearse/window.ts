import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gateway } from '../../infra/local/gateway.ts';
import { window } from '../../infra/local/window.ts';
import { cors } from '../../lib/http/cors.ts';
import { Unexpected } from '../support/steps.ts';
import { findChromium, openTab, startBrowser } from '../window/browser.ts';
import { seat, shows } from '../window/seat.ts';
import { forget, type Place } from './place.ts';
import { personAt } from './requests.ts';

/** Two people chat in the page of the local run, which asks a deployment: from another origin, as CORS lets it. */
export async function chatInTheWindow(place: Place): Promise<string> {
  if (!findChromium()) return 'left out: there is no Chromium';
  await forget(place);
  const never = () => Promise.reject(new Error('only the page is served here'));
  const handlers = { users: never, 'send-message': never, 'fetch-messages': never };
  const server = gateway({ routes: [], handlers, cors, pages: window, log: () => {} }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await startBrowser();
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const people = [await personAt(place.api.url), await personAt(place.api.url)] as const;
    const { page, complaints } = await openTab(browser, `${origin}/#api=${encodeURIComponent(place.api.url)}`);
    page.setDefaultTimeout(60_000);
    const [first, second] = [seat(page, 0), seat(page, 1)];
    try {
      await first.enter(people[0].username, 'Log in');
      await second.enter(people[1].username, 'Log in');
      await second.open(people[0].username);
      await first.open(people[1].username);
      await first.say('Hello from another origin');
      await shows(second.texts, 'Hello from another origin');
    } catch (error) {
      throw new Unexpected(`${error} ${await page.locator('.request, .problem').allTextContents()}`);
    }
    if (complaints.length > 0) throw new Unexpected(complaints.join('; '));
    return 'two logged in from another origin, one wrote, and the poll of the other found it';
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
