import { describe, expect, it } from '@jest/globals';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { thinned } from '../../infra/thin-source-map.ts';

const map = {
  version: 3,
  sources: ['node_modules/a/index.js', 'lib/unused.ts', 'lib/send.ts'],
  names: ['theirs', 'ours'],
  mappings: encode([
    [
      [0, 0, 7, 0],
      [5, 0, 8, 2, 0],
      [10, 2, 3, 4, 1],
      [20, 2, 5, 0],
      [30, 0, 9, 0],
      [40, 0, 9, 5],
    ],
  ]),
};

describe('a thinned source map', () => {
  const thin = thinned(map);

  it('keeps our own lines, with their names', () => {
    expect(thin).toMatchObject({ version: 3, sources: ['lib/send.ts'], names: ['ours'] });
    expect(decode(thin.mappings)[0]?.slice(1, 3)).toEqual([
      [10, 0, 3, 4, 0],
      [20, 0, 5, 0],
    ]);
  });

  it('takes no line of a package for one of ours', () => {
    expect(decode(thin.mappings)[0]?.[0]).toEqual([0]);
    expect(decode(thin.mappings)[0]?.slice(3)).toEqual([[30]]);
  });
});
