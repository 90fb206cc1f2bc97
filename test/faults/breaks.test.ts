import { describe, expect, it } from '@jest/globals';
import { type Break, breaks, patched } from './breaks.ts';

describe('a protection', () => {
  it.each(Object.keys(breaks) as Break[])('%s is taken out by a patch that fits the sources', async (name) => {
    for (const patch of breaks[name]) expect(await patched(patch)).toContain(patch.replace);
  });
});
