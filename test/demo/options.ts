import { parseArgs } from 'node:util';
import { Failure } from './client.ts';

/** Which server the demo talks to, and in pages of which sizes it reads. */
export type Options = { readonly url: string; readonly pageSizes: readonly number[] };

const usage = 'npm run demo -- [--url http://127.0.0.1:3000] [--page-sizes 1,7,50,200]';

/** @throws Failure */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string', default: 'http://127.0.0.1:3000' },
        'page-sizes': { type: 'string', default: '1,7,50,200' },
      },
    });
    return { url: new URL(values.url).href.replace(/\/$/, ''), pageSizes: values['page-sizes'].split(',').map(Number) };
  } catch (error) {
    throw new Failure(`${(error as Error).message}. Usage: ${usage}`);
  }
}
