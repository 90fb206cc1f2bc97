import * as z from 'zod/mini';
import { defaults } from './defaults.ts';
import { kind } from './kind.ts';
import { link, wholeNumber } from './parts.ts';

const LARGEST_DIMENSION = 100_000;

const pixels = (description?: string) => wholeNumber(LARGEST_DIMENSION, 'pixels', description);

export const image = kind({
  name: 'Image',
  description: 'A link to an image.',
  sent: z.strictObject({
    type: z.literal('image'),
    url: link(),
    width: z._default(pixels(`In pixels; ${defaults.width} where left out.`), defaults.width),
    height: z._default(pixels(`In pixels; ${defaults.height} where left out.`), defaults.height),
  }),
  stored: z.strictObject({ type: z.literal('image'), url: link(), width: pixels(), height: pixels() }),
  example: { type: 'image', url: 'https://example.com/piano.jpg' },
});
