import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { contentTypes } from '../../lib/messages/content.ts';
import { productUrl } from '../support/api.ts';
import { freePort } from '../support/free-port.ts';
import { endServer, listen } from '../support/listen.ts';
import { conversation } from './conversation.ts';
import { REPEATED_EVERY } from './play.ts';

const all = conversation().length;

const repeated = Math.ceil(all / REPEATED_EVERY);

/** How many pages the two read of that size: along `next` to the last, back, three by number, from past the end, three by time. */
const pagesOf = (pageSize: number) => 2 * (2 * Math.ceil(all / pageSize) - 1 + 3 + 2 + 3);

const script = fileURLToPath(new URL('demo.ts', import.meta.url));

/** Runs the demo as `npm run demo` does. */
const execute = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  new Promise<{ exitCode: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ exitCode: error?.code ?? 0, stdout, stderr }),
    );
  });

const runDemo = (url: string, ...options: string[]) => execute(['--url', url, ...options]);

describe('the demo', () => {
  let proxy: Server | undefined;

  afterEach(async () => {
    if (proxy) await endServer(proxy);
    proxy = undefined;
  });

  it('plays a conversation, reads it back and finds every field as it was sent', async () => {
    const { exitCode, stdout, stderr } = await runDemo(productUrl(), '--page-sizes', '20,200');

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^✓ jack-\S+ and algernon-\S+ have signed up and logged in /m);
    expect(stdout).toMatch(/^✓ the first has changed his password, and logged in with the new one /m);
    expect(stdout).toMatch(/^✓ \d+ \+ \d+ messages unread in their inboxes, among the first 100; marked as read /m);
    expect(stdout).toContain(`\n✓ ${repeated} of them sent again, with their keys: replays of the first answers, and `);
    const pages = pagesOf(20) + pagesOf(200);
    expect(stdout).toContain(`\nEvery field of all ${all} messages came back as it was sent, in ${pages} pages.\n`);
    expect(stdout).toMatch(
      /\nThe page of npm start shows it to jack-[\w-]+ \(password: .+\) and algernon-[\w-]+ \(.+\)\.\n$/,
    );
    expect(exitCode).toBe(0);
  });

  it('fails with a line that names the field when a message comes back changed', async () => {
    const url = await aProxyThat({ changesPages: (page) => page.normalize('NFC') });

    const { exitCode, stderr } = await runDemo(url, '--page-sizes', '200');

    expect(stderr).toMatch(/^Page \d .+\.content\.text is ".+", and should be ".+"\n$/);
    expect(exitCode).toBe(1);
  });

  it('fails with a line that says so when an inbox counts as unread what was read', async () => {
    const url = await aProxyThat({ changesPages: (page) => page.replace('"unread":0', '"unread":1') });

    const { exitCode, stderr } = await runDemo(url, '--page-sizes', '200');

    expect(stderr).toMatch(/^The inbox of jack-\S+, once it is read,\.0\.unread is 1, and should be 0\n$/);
    expect(exitCode).toBe(1);
  });

  it('sends with the same key what was answered 503, and finds it stored once', async () => {
    let sends = 0;
    const url = await aProxyThat({ losesAnswers: () => ++sends % 100 === 0 });

    const { exitCode, stdout, stderr } = await runDemo(url, '--page-sizes', '200');

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Every field of all ${all} messages came back as it was sent`);
    expect(sends).toBe(all + repeated + Math.floor((all + repeated) / 100));
  });

  it('fails with a line that names the message when one that is sent again is no replay', async () => {
    const url = await aProxyThat({ hidesReplays: true });

    const { exitCode, stderr } = await runDemo(url, '--page-sizes', '200');

    expect(stderr).toMatch(/^The message \w{26} was sent again with its key, and is no replay\.\n$/);
    expect(exitCode).toBe(1);
  });

  it('says what to do when no server is there, where PORT says or --url', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;

    const byUrl = await runDemo(url);
    const byPort = await execute([], { PORT: port });

    const stderr = `No answer from ${url} (ECONNREFUSED): start it with npm start, or name another server with --url.\n`;
    expect(byUrl).toEqual({ exitCode: 1, stdout: '', stderr });
    expect(byPort).toEqual(byUrl);
  });

  it('says so when another server is there', async () => {
    const url = await aProxyThat({ answersHtml: true });

    const { exitCode, stderr } = await runDemo(url);

    expect(stderr).toBe(
      'POST /users was answered 200: The answer is not JSON, so this is not Duologue: <!doctype html> <p>Hello\n',
    );
    expect(exitCode).toBe(1);
  });

  it.each([
    ['--url', 'localhost:3000', '--url must be a URL such as http://127.0.0.1:3000, not "localhost:3000".'],
    ['--page-sizes', '7,all', '--page-sizes must be whole numbers such as 7,50, not "7,all".'],
  ])('refuses %s %s', async (option, value, line) => {
    expect(await execute([option, value])).toMatchObject({
      exitCode: 1,
      stderr: `${line} See npm run demo -- --help.\n`,
    });
  });

  it('has much to say: two hundred different lines, every kind of content, the longest text', () => {
    const contents = conversation().map(({ stored }) => stored);
    const texts = contents.flatMap((content) => (content.type === 'text' ? [content.text] : []));
    const sources = contents.flatMap((content) => (content.type === 'video' ? [content.source] : []));

    expect(new Set(texts).size).toBeGreaterThan(200);
    expect(Math.max(...texts.map((text) => [...text].length))).toBe(4000);
    expect(new Set(sources)).toEqual(new Set(['YouTube', 'Vevo', 'Other']));
    expect(new Set(contents.map(({ type }) => type as string))).toEqual(new Set(contentTypes));
    for (const script of ['Greek', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Katakana', 'Devanagari', 'Hangul']) {
      expect(texts.join()).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
  });

  type Flaws = {
    readonly changesPages?: (page: string) => string;
    /** Whether a send is answered 503, after it was handed on. */
    readonly losesAnswers?: () => boolean;
    readonly hidesReplays?: boolean;
    /** Whether it is another server altogether. */
    readonly answersHtml?: boolean;
  };

  /** A server that hands on everything to the product, and spoils what comes back. */
  async function aProxyThat({
    changesPages = (page) => page,
    losesAnswers,
    hidesReplays,
    answersHtml,
  }: Flaws): Promise<string> {
    proxy = createServer(async (request, response) => {
      if (answersHtml) return response.end('<!doctype html>\n<p>Hello');
      const { method = '', url = '', headers } = request;
      const { authorization = '', 'idempotency-key': key } = headers;
      const answer = await fetch(`${productUrl()}${url}`, {
        method,
        headers: { authorization, 'content-type': 'application/json', ...(key && { 'idempotency-key': String(key) }) },
        ...(method !== 'GET' && { body: await text(request) }),
      });
      const body = await answer.text();
      if (url === '/messages' && losesAnswers?.()) return response.writeHead(503, { 'retry-after': '1' }).end('{}');
      const replayed = answer.headers.get('idempotent-replayed');
      response.writeHead(answer.status, replayed && !hidesReplays ? { 'idempotent-replayed': replayed } : {});
      response.end(method === 'GET' ? changesPages(body) : body);
    });
    return listen(proxy);
  }
});
