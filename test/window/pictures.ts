import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../infra/project-root.ts';
import { same } from './expect.ts';

const folder = join(projectRoot, '.window');
const sizes = [
  { width: 400, height: 800 },
  { width: 1400, height: 900 },
];

/** Begins with no pictures. */
export function clearPictures(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

/** Takes pictures of a page in both widths and both colour schemes, in which nothing may stick out of the window. */
export async function takePictures(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250); // for what moves
      same(`what sticks out at ${size.width} px`, await stickingOut(page), []);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
}

/** What people would have to use, or to read, outside of the window: its tag and its text. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.locator('button, input, select, textarea, summary, h1, h2, h3, .bubble, .note').evaluateAll((all) =>
    all
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < 0 || right > one.ownerDocument.documentElement.clientWidth);
      })
      .map((one) => `${one.tagName} ${one.textContent?.slice(0, 30)}`),
  );
