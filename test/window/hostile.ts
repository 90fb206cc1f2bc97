import type { Page } from 'playwright-core';
import { aPair, aUsername, send } from '../support/api.ts';
import { messageIdsOf, storeMessages } from '../support/engine.ts';
import { openTab } from './browser.ts';
import { holds, same } from './expect.ts';
import { takePictures } from './pictures.ts';
import { type Seat, seat, shows } from './seat.ts';
import type { Stage } from './stage.ts';

const html = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>&amp;';
const backwards = '\u202Egnp.tac\u202C \u2066\u2067abc \u200F and the rest';
const emoji = '👩🏽‍🚀'.repeat(1000);
const zalgo = `Z${'\u0351\u036b\u0343\u0329\u0355'.repeat(200)}algo`;
const unbroken = 'x'.repeat(4000);

/** Messages that could do harm are shown as what they are. */
export async function hostileMessages({ url, browser }: Stage): Promise<string> {
  const [ada, bob] = await aPair();
  const texts = [html, backwards, emoji, zalgo, unbroken, '   \n\n\n leading and trailing  '];
  for (const text of texts) await send(ada, bob, { type: 'text', text });
  // Past the API, which refuses it: what only a page that trusts its store would follow.
  const [id] = messageIdsOf({ count: 1, from: Date.now(), step: 1 });
  if (id)
    await storeMessages(ada, bob, [id], { type: 'image', url: 'javascript:document.title=3', width: 10, height: 10 });

  const { page, complaints, close } = await openTab(browser, url);
  const me = seat(page, 0);
  await me.enter(bob.username, 'Log in');
  await me.open(ada.username);
  same('the texts', await me.texts.allTextContents(), texts);
  same('the title, which a script would change', await page.title(), 'Duologue');
  same('elements made of texts', await me.log.locator('p *').count(), 0);
  same('links of javascript', await page.locator('a:not([href^=http]):not([href^="/"])').count(), 0);
  const [width, box] = [await me.log.evaluate((log) => [log.scrollWidth, log.clientWidth]), await me.log.boundingBox()];
  same('the width that is scrolled', width[0], width[1]);
  for (const bubble of await me.log.locator('.bubble').all()) {
    const place = await bubble.boundingBox();
    holds(
      'no bubble sticks out',
      Boolean(place && box && place.x >= box.x && place.x + place.width <= box.x + box.width),
    );
  }

  await takePictures(page, 'hostile-end');
  await me.log.evaluate((log) => log.scrollTo(0, 0));
  await takePictures(page, 'hostile');
  await page.setViewportSize({ width: 1400, height: 900 });

  await me.sendVideo('javascript:document.title=4', '0');
  await shows(me.pane.locator('.fault'), 'must be an http or https URL');
  same(
    'where the API found faults',
    await me.pane.locator('[aria-invalid=true]').evaluateAll((all) => all.map((one) => one.getAttribute('name'))),
    ['url', 'length'],
  );
  same('what was written', await me.pane.getByLabel('Link to the video').inputValue(), 'javascript:document.title=4');

  await me.sendImage('http://127.0.0.1:1/none.png', '400', '300');
  await shows(me.log.locator('.missing'), 'This image (400 × 300) did not load.');
  same('what the browser complained of', complaints, []);
  await close();
  return `HTML, overrides of direction, 4,000 code points of emoji, 1,000 marks on a letter, a word of 4,000 letters, a javascript: link (refused at its field) and an image that does not load: harmless`;
}

/** Faults of signing up, of opening a conversation and of a message stand at their fields. */
export async function faults({ url, browser }: Stage): Promise<string> {
  const { page, complaints, close } = await openTab(browser, url);
  const me = seat(page, 0);
  await me.pane.getByLabel('Username').fill('-');
  await me.pane.getByLabel('Password', { exact: true }).fill('short');
  await me.pane.getByRole('button', { name: 'Sign up' }).click();
  await me.pane.locator('.fault').nth(1).waitFor();
  const described = await me.pane
    .locator('[aria-invalid=true]')
    .evaluateAll((all) =>
      all.map((one) => one.ownerDocument.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent ?? ''),
    );
  holds(
    `both fields say why: ${described.join('; ')}`,
    described.length === 2 && described.every((text) => text.length > 10),
  );

  await me.pane.getByLabel('Username').fill('-x');
  same('faults after one field was changed', await me.pane.locator('.fault').count(), 1);

  const name = aUsername();
  await me.enter(name);
  await me.pane.getByLabel('Write to').fill('no-such-user-anywhere');
  await me.pane.getByRole('button', { name: 'Open' }).click();
  await shows(me.pane.locator('.write-to .problem'), 'no-such-user-anywhere');

  await me.open(name);
  await refusedMeanwhile(page, me);
  same('what the browser complained of', complaints, []);
  await close();
  return described.join('; ');
}

/** A message is refused while the next one is being written: neither is lost. */
async function refusedMeanwhile(page: Page, me: Seat) {
  const written = Promise.withResolvers<void>();
  await page.route('**/messages', async (route) => {
    await written.promise;
    await route.continue();
  });
  const text = me.pane.getByLabel('Message', { exact: true });
  const tooLong = 'x'.repeat(4001);
  await me.say(tooLong);
  await text.fill('The next one');
  written.resolve();
  await shows(me.log.locator('.note'), 'Refused: /content/text');
  same('what was written meanwhile', await text.inputValue(), 'The next one');

  await text.fill('');
  await me.log.getByRole('button', { name: 'Send again' }).click();
  await shows(me.pane.locator('.composer .fault'), '4000');
  same('what was taken back', await text.inputValue(), tooLong);
  same('what is on its way', await me.log.locator('.waiting').count(), 0);
}
