import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CommandError } from '../../infra/command-line/command-error.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The Chromium of this machine, if there is one: the one that `CHROMIUM_PATH` names, or on the path. */
export function findChromium({ CHROMIUM_PATH, PATH = '' } = process.env): string | undefined {
  if (CHROMIUM_PATH) return isProgram(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
}

/** A browser without a window. Throws {@link CommandError} where there is no Chromium. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new CommandError(
      'There is no Chromium: install one (apt-get install chromium), or say where it is with CHROMIUM_PATH.',
    );
  }
  // Root, as which containers run, may not use the sandbox. The page is ours.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** What went wrong in a tab: errors of scripts, and what the policy has forbidden. */
export type Tab = { readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> };

/** A tab with storage of its own. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (/Content Security Policy|Trusted/i.test(line.text())) complaints.push(line.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}
