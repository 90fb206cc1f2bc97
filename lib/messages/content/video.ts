import * as z from 'zod/mini';
import { defaults } from './defaults.ts';
import { kind } from './kind.ts';
import { link, wholeNumber } from './parts.ts';

const LONGEST_VIDEO = 86_400;

/** The hosts, with their subdomains, that tell where a video comes from. */
const hosts = {
  YouTube: ['youtube.com', 'youtu.be', 'youtube-nocookie.com'],
  Vevo: ['vevo.com'],
} as const;

const sources = ['YouTube', 'Vevo', 'Other'] as const;
type Source = (typeof sources)[number];

const isParsable = (url: unknown) => typeof url === 'string' && URL.canParse(url);
const isSource = (source: unknown) => sources.includes(source as Source);

/** The source that a link's host tells, if it is a known one. */
function knownSource(url: string): Source | undefined {
  const host = new URL(url).hostname.replace(/\.$/, '');
  return sources.find(
    (source) => source !== 'Other' && hosts[source].some((known) => host === known || host.endsWith(`.${known}`)),
  );
}

/** Vevo's own videos have been on YouTube since 2018, so for a link to YouTube both are true. */
function contradicts(url: string, stated: Source): boolean {
  const known = knownSource(url);
  return known !== undefined && stated !== known && !(known === 'YouTube' && stated === 'Vevo');
}

const seconds = (description?: string) => wholeNumber(LONGEST_VIDEO, 'seconds', description);

const stored = z.strictObject({ type: z.literal('video'), url: link(), length: seconds(), source: z.enum(sources) });

const sent = z.pipe(
  z
    .strictObject({
      type: z.literal('video'),
      url: link(),
      length: z._default(seconds(`In seconds; ${defaults.length} where left out.`), defaults.length),
      source: z.optional(
        z.enum(sources).check(
          z.meta({
            description:
              'Follows from the host of the URL where that is a known one, and must not contradict it; but `Vevo` ' +
              'may be stated for a link to YouTube.',
          }),
        ),
      ),
    })
    .check(
      z.refine(({ url, source }) => source === undefined || !contradicts(url, source), {
        path: ['source'],
        error: 'contradicts the host of the URL; leave it out, and it follows from the URL',
        // Beside other faults too, for all are told at once; but not of a URL or a source that is none.
        when: ({ value }) => {
          const { url, source } = value as Record<string, unknown>;
          return isParsable(url) && isSource(source);
        },
      }),
    ),
  z.transform(
    ({ source, ...rest }): z.output<typeof stored> => ({ ...rest, source: source ?? knownSource(rest.url) ?? 'Other' }),
  ),
);

export const video = kind({
  name: 'Video',
  description: 'A link to a video.',
  sent,
  stored,
  example: { type: 'video', url: 'https://youtu.be/dQw4w9WgXcQ', length: 212 },
});
