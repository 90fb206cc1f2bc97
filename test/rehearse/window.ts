import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { chatPage } from '../../infra/local/chat-page.ts';
import { gateway } from '../../infra/local/gateway.ts';
import type { Handler } from '../../infra/local/invoke.ts';
import { routes } from '../../lib/routes.ts';
import { Unexpected } from '../support/steps.ts';
import { findChromium, openTab, startBrowser } from '../window/browser.ts';
import { seat, shows } from '../window/seat.ts';
import { forget, type Place } from './place.ts';
import { personAt } from './requests.ts';

/** Asks the deployment what a page asks. */
const forwardTo =
  (api: string): Handler =>
  async ({ requestContext: { http }, rawPath, rawQueryString, headers, body }) => {
    const names = ['authorization', 'content-type', 'idempotency-key'].filter((name) => headers[name] !== undefined);
    const response = await fetch(`${api}${rawPath}?${rawQueryString}`, {
      method: http.method,
      headers: names.map((name): [string, string] => [name, headers[name] ?? '']),
      ...(body !== undefined && { body }),
    });
    const { 'content-type': type, 'retry-after': after } = Object.fromEntries(response.headers);
    return {
      statusCode: response.status,
      headers: { ...(type && { 'content-type': type }), ...(after && { 'retry-after': after }) },
      body: await response.text(),
    };
  };

/**
 * Two people chat in the page of the local run, which hands on to a deployment what they ask. Not by CORS: the emulator has
 * a preflight of its own.
 */
export async function chatInTheWindow(place: Place): Promise<string> {
  if (!findChromium()) return 'left out: there is no Chromium';
  await forget(place);
  const forward = forwardTo(place.api.url);
  const handlers = { users: forward, 'send-message': forward, 'fetch-messages': forward };
  const server = gateway({ routes, handlers, pages: chatPage, log: () => {} }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await startBrowser();
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const people = [await personAt(place.api.url), await personAt(place.api.url)] as const;
    const { page, complaints } = await openTab(browser, `${origin}/`);
    page.setDefaultTimeout(60_000);
    const [first, second] = [seat(page, 0), seat(page, 1)];
    try {
      await first.enter(people[0].username, 'Log in');
      await second.enter(people[1].username, 'Log in');
      await second.open(people[0].username);
      await first.open(people[1].username);
      await first.say('Hello from the page');
      await shows(second.texts, 'Hello from the page');
    } catch (error) {
      throw new Unexpected(`${error} ${await page.locator('.request, .problem').allTextContents()}`);
    }
    if (complaints.length > 0) throw new Unexpected(complaints.join('; '));
    return 'two logged in, one wrote, and the poll of the other found it';
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
