import { openTab } from './browser.ts';
import { same } from './expect.ts';
import { takePictures } from './pictures.ts';
import { seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

const photograph =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800"><defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#f7c59f"/><stop offset="1" stop-color="#2a6f8e"/></linearGradient></defs><path fill="url(#a)" d="M0 0h1200v800H0z"/><circle cx="860" cy="330" r="90" fill="#fff3d6"/><path fill="#17384a" d="M0 640 300 420l220 190 260-250 420 300v140H0z"/></svg>';

/** Pictures of what people see, from the entrance to a refused message. */
export async function looks({ url, browser }: Stage): Promise<string> {
  const { page, complaints, close } = await openTab(browser, url);
  await page.route('https://images.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: photograph }),
  );

  await takePictures(page, 'entrance');
  await page.getByRole('button', { name: 'Create two random users' }).first().click();
  const [first, second] = [seat(page, 0), seat(page, 1)];
  await second.pane.locator('.conversation').waitFor();
  await first.pane.locator('.conversation').waitFor();
  await takePictures(page, 'empty');

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
  await takePictures(page, 'talk');

  await first.sendVideo('javascript:alert(1)', '0');
  await first.pane.locator('.fault').first().waitFor();
  await second.pane.getByText('Account').click();
  await takePictures(page, 'faults');
  same('what the browser complained of', complaints, []);
  await close();
  return 'pictures in .window/';
}
