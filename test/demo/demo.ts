import { command } from '../../infra/command-line/command.ts';
import type { Option } from '../../infra/command-line/options.ts';
import { endProgress } from './show.ts';

/** Far longer than it takes: some 10 s on a laptop, a few minutes on a server at the other side of the world. */
const LONGEST_RUN = 10 * 60_000;

const url: Option<string> = {
  means: 'the server',
  placeholder: 'URL',
  byDefault: `http://127.0.0.1:${process.env.PORT || 3000}`,
  read: (text) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text.replace(/\/$/, '') : undefined),
  rule: 'must be a URL such as http://127.0.0.1:3000',
};

const pageSizes: Option<readonly number[]> = {
  means: 'sizes of the pages that are read, 1 to 200 messages each',
  placeholder: 'N,N',
  byDefault: [1, 7, 50, 200],
  read: (text) => (/^\d+(,\d+)*$/.test(text) ? text.split(',').map(Number) : undefined),
  rule: 'must be whole numbers such as 7,50',
};

const usage = {
  command: 'npm run demo',
  purpose:
    'Plays a conversation on a running server, reads inboxes, reads it back page by page, and compares every field.',
  options: { url, 'page-sizes': pageSizes },
  notes: 'Without --url, the environment variable PORT says where the server listens on this machine.',
};

await command(usage, async ({ options }) => {
  const { play } = await import('./play.ts');
  setTimeout(() => {
    console.error(`The demo was not done within ${LONGEST_RUN / 60_000} minutes.`);
    process.exit(1);
  }, LONGEST_RUN).unref();
  try {
    await play(options.url, options['page-sizes']);
  } finally {
    endProgress();
  }
});
