import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/bundle.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

/** Where the pictures go. */
export const folder = join(projectRoot, '.window');

const widths = [400, 1400];
const schemes = ['light', 'dark'] as const;

const photograph =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800"><defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#f7c59f"/><stop offset="1" stop-color="#2a6f8e"/></linearGradient></defs><path fill="url(#a)" d="M0 0h1200v800H0z"/><circle cx="860" cy="330" r="90" fill="#fff3d6"/><path fill="#17384a" d="M0 640 300 420l220 190 260-250 420 300v140H0z"/></svg>';

/** Pictures of the page in both widths and both schemes. Nothing is wider than the window. */
export async function looks({ url, browser }: Stage): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { page, complaints, close } = await openTab(browser, url);
  await page.route('https://images.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: photograph }),
  );

  const pictures = async (name: string) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 400 ? 800 : 900 });
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(200);
        const [scrolled, seen] = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
        same(`how wide the page is at ${width} px`, scrolled, seen);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    await page.setViewportSize({ width: 1400, height: 900 });
  };

  await pictures('1-entrance');
  await page.getByRole('button', { name: 'Make two people up' }).first().click();
  const [first, second] = [seat(page, 0), seat(page, 1)];
  await second.pane.locator('.conversation').waitFor();
  await first.pane.locator('.conversation').waitFor();
  await pictures('2-empty');

  await first.say('Did you hear what I was playing, Lane?');
  await shows(second.texts, 'Did you hear');
  await second.say("I didn't think it polite to listen, sir.");
  await shows(first.texts, 'polite');
  await first.say(
    "I'm sorry for that, for your sake. I don't play accurately — any one can play accurately — but I play with wonderful expression.",
  );
  await first.sendImage('https://images.example/view.svg', '1200', '800');
  await shows(second.log.locator('.image'), '');
  await second.sendVideo('https://www.youtube.com/watch?v=dQw4w9WgXcQ', '212');
  await first.log.locator('.video').waitFor();
  await second.say('السيف أصدق أنباءً من الكتبِ 🫖🥒🥪');
  await shows(first.texts, '🫖');
  await pictures('3-talk');

  await first.sendVideo('javascript:alert(1)', '0');
  await first.pane.locator('.fault').first().waitFor();
  await second.pane.getByText('Account').click();
  await pictures('4-faults');
  holds('there is nothing to complain of', complaints.length === 0);
  await close();
  return `${widths.length * schemes.length * 4} pictures in .window/`;
}
