import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { chatPage } from '../../infra/local/chat-page.ts';
import { gateway } from '../../infra/local/gateway.ts';
import { aPair } from '../support/api.ts';
import { openTab } from './browser.ts';
import { same } from './expect.ts';
import { seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

/** Two people chat in a page of one origin that asks an API of another, as CORS lets it. */
export async function fromAnotherOrigin({ url, browser }: Stage): Promise<string> {
  const [ada, bob] = await aPair();
  const never = () => Promise.reject(new Error('only the page is served here'));
  const handlers = { users: never, 'send-message': never, 'fetch-messages': never };
  const server = gateway({ routes: [], handlers, pages: chatPage, log: () => {} }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { page, complaints, close } = await openTab(
    browser,
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  try {
    await page.getByLabel('API').fill(url);
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await page.waitForURL(`**/#api=${encodeURIComponent(url)}`);
    const [first, second] = [seat(page, 0), seat(page, 1)];
    await first.enter(ada.username, 'Log in');
    await second.enter(bob.username, 'Log in');
    await second.open(ada.username);
    await first.open(bob.username);
    await first.say('Hello from another origin');
    await shows(second.texts, 'Hello from another origin');
    await shows(first.messages.locator('.receipt'), 'Read');
    same('what the browser complained of', complaints, []);
    return 'an API was chosen; two logged in, wrote and read there, from another origin';
  } finally {
    await close();
    server.close();
    server.closeAllConnections();
  }
}
