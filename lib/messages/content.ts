import * as z from 'zod/mini';
import { codePoints, unicodeString } from '../unicode.ts';

/** What is stored where a client leaves out an image's size, in pixels, or a video's length, in seconds. */
export const defaults = { width: 640, height: 480, length: 60 } as const;

const LONGEST_TEXT = 4000;
const LONGEST_URL = 2048;
const LARGEST_DIMENSION = 100_000;
const LONGEST_VIDEO = 86_400;

/** The hosts, with their subdomains, that tell where a video comes from. */
const videoHosts = {
  YouTube: ['youtube.com', 'youtu.be', 'youtube-nocookie.com'],
  Vevo: ['vevo.com'],
} as const;

export type VideoSource = keyof typeof videoHosts | 'Other';
const videoSources = ['YouTube', 'Vevo', 'Other'] as const satisfies readonly VideoSource[];

const wholeNumber = (largest: number, unit: string) => {
  const error = `must be a whole number of ${unit} from 1 to ${largest}`;
  return z.int({ error }).check(z.minimum(1, error), z.maximum(largest, error), z.meta({ description: `In ${unit}.` }));
};

/** White space, control characters and the backslash, as a class of characters in JSON Schema spells them. */
const NOT_IN_URL = '\\s\\u0000-\\u001f\\u007f-\\u009f\\\\';

/** A link that clients may follow. It is kept as it was sent, and never fetched by the server. */
const link = () =>
  unicodeString().check(
    z.refine((url) => codePoints(url) <= LONGEST_URL, { error: `must be at most ${LONGEST_URL} characters long` }),
    // Stricter than the URL parser, which mends white space, backslashes and too many slashes without a word.
    z.refine((url) => /^https?:\/\/[^\s\p{Cc}\\/][^\s\p{Cc}\\]*$/iu.test(url) && URL.canParse(url), {
      error: 'must be an http or https URL',
    }),
    z.refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), { error: 'must not contain a user name or password' }),
    z.meta({
      description: 'An http or https URL without user name and password, kept as it was sent. Well-formed Unicode.',
      pattern: `^[Hh][Tt][Tt][Pp][Ss]?://[^@/?#${NOT_IN_URL}][^@/?#${NOT_IN_URL}]*([/?#][^${NOT_IN_URL}]*)?$`,
      maxLength: LONGEST_URL,
    }),
  );

export const textSchema = z.strictObject({
  type: z.literal('text'),
  text: unicodeString().check(
    z.refine((text) => !/^[\s\p{White_Space}]*$/u.test(text), { error: 'must hold more than white space' }),
    z.refine((text) => codePoints(text) <= LONGEST_TEXT, { error: `must be at most ${LONGEST_TEXT} characters long` }),
    z.meta({
      description: 'Unicode code points, not only white space. Well-formed Unicode.',
      pattern: '[^\\s\\u0085]',
      minLength: 1,
      maxLength: LONGEST_TEXT,
    }),
  ),
});

export const imageSchema = z.strictObject({
  type: z.literal('image'),
  url: link(),
  width: z._default(wholeNumber(LARGEST_DIMENSION, 'pixels'), defaults.width),
  height: z._default(wholeNumber(LARGEST_DIMENSION, 'pixels'), defaults.height),
});

/** A video as it is stored and returned. */
export const storedVideoSchema = z.strictObject({
  type: z.literal('video'),
  url: link(),
  length: wholeNumber(LONGEST_VIDEO, 'seconds'),
  source: z.enum(videoSources),
});

const videoSchema = z.pipe(
  z
    .strictObject({
      type: z.literal('video'),
      url: link(),
      length: z._default(wholeNumber(LONGEST_VIDEO, 'seconds'), defaults.length),
      source: z.optional(
        z.enum(videoSources).check(
          z.meta({
            description: 'Follows from the host of the URL where that is a known one; must not contradict it.',
          }),
        ),
      ),
    })
    .check(
      z.refine(({ url, source }) => source === undefined || (knownSource(url) ?? source) === source, {
        path: ['source'],
        error: 'contradicts the host of the URL; leave it out, and it follows from the URL',
        // Beside other faults too: all are told at once.
        when: ({ value }) => isVideoLink(value),
      }),
    ),
  z.transform(
    ({ source, ...rest }): z.output<typeof storedVideoSchema> => ({
      ...rest,
      source: knownSource(rest.url) ?? source ?? 'Other',
    }),
  ),
);

/** What a message says: a text, or a link to an image or a video. Parses to what is stored, defaults filled in. */
export const contentSchema = z.discriminatedUnion('type', [textSchema, imageSchema, videoSchema]);

/** The content of a message, as stored and returned. */
export type Content = z.output<typeof contentSchema>;

function isVideoLink(value: unknown): value is { url: string } {
  return typeof value === 'object' && value !== null && 'url' in value && isParsable(value.url);
}

const isParsable = (url: unknown) => typeof url === 'string' && URL.canParse(url);

/** The source that a link's host tells, if it is a known one. */
function knownSource(url: string): VideoSource | undefined {
  const host = new URL(url).hostname.replace(/\.$/, '');
  return videoSources.find(
    (source) => source !== 'Other' && videoHosts[source].some((known) => host === known || host.endsWith(`.${known}`)),
  );
}
