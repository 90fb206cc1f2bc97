import type { Locator, Page } from 'playwright-core';
import { aPassword } from '../support/api.ts';

/** What a person of the window does, and sees. */
export function seat(page: Page, number: 0 | 1) {
  const pane = page.locator('.person').nth(number);
  const log = pane.locator('.log');

  const chooseKind = (kind: string) => pane.getByRole('radio', { name: kind, exact: true }).check();
  const send = () => pane.getByRole('button', { name: 'Send', exact: true }).click();

  return {
    pane,
    log,
    messages: log.locator('.message'),
    texts: log.locator('p.bubble'),

    async enter(username: string, way: 'Sign up' | 'Log in' = 'Sign up'): Promise<void> {
      await pane.getByLabel('Username').fill(username);
      await pane.getByLabel('Password', { exact: true }).fill(aPassword);
      await pane.getByRole('button', { name: way }).click();
      await pane.getByRole('heading', { name: username, exact: true }).waitFor();
    },

    async open(contact: string): Promise<void> {
      await pane.getByLabel('Write to').fill(contact);
      await pane.getByRole('button', { name: 'Open' }).click();
      await pane.locator('.conversation').getByRole('heading', { name: contact }).waitFor();
    },

    async say(text: string): Promise<void> {
      await chooseKind('Text');
      await pane.getByLabel('Message', { exact: true }).fill(text);
      await pane.getByLabel('Message', { exact: true }).press('Enter');
    },

    async sendImage(url: string, width = '', height = ''): Promise<void> {
      await chooseKind('Image');
      await pane.getByLabel('Link to the image').fill(url);
      await pane.getByLabel('Width').fill(width);
      await pane.getByLabel('Height').fill(height);
      await send();
    },

    async sendVideo(url: string, length = ''): Promise<void> {
      await chooseKind('Video');
      await pane.getByLabel('Link to the video').fill(url);
      await pane.getByLabel('Seconds').fill(length);
      await send();
    },

    /** The ids of the messages in the document, from top to bottom. */
    ids: (): Promise<string[]> =>
      log.locator('.message[data-id]').evaluateAll((all) => all.map((one) => one.getAttribute('data-id') ?? '')),
  };
}

export type Seat = ReturnType<typeof seat>;

/** Waits until a place holds that text. */
export const shows = (place: Locator, text: string | RegExp) => place.filter({ hasText: text }).first().waitFor();
