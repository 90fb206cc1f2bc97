import {
  badInput,
  field,
  invalid,
  nested,
  type Request,
  SPELT,
  send,
  sendImage,
  sendText,
  sendVideo,
  spelling,
} from './bad-input-request.ts';
import { badUrls } from './bad-inputs-url.ts';

type Value = readonly [what: string, value: unknown];

const badContents: readonly Value[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a string', 'Hello'],
  ['that is a number', 5],
  ['that is an empty array', []],
  ['in an array', [{ type: 'text', text: 'Hello' }]],
];

const badTypes: readonly Value[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 1],
  ['in an array', ['text']],
  ['that is unknown', 'audio'],
  ['of another case', 'Text'],
  ['that is constructor', 'constructor'],
  ['that is __proto__', '__proto__'],
  ['with a lone surrogate', 'text\ud800'],
];

const badTexts: readonly Value[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 5],
  ['in an array', ['Hello']],
  ['that is empty', ''],
  ['of spaces', '   '],
  ['of tabs and newlines', '\t\r\n\v\f'],
  ['of ideographic spaces', '\u3000\u3000'],
  ['of no-break spaces', '\u00a0\u202f'],
  ['of line and paragraph separators', '\u2028\u2029'],
  ['of a byte order mark', '\ufeff'],
  ['of control characters', '\0\x1b\x7f\x9f'],
  ['of zero-width characters', '\u200b\u200c\u200d\u2060'],
  ['of soft hyphens', '\u00ad\u00ad'],
  ['of bidirectional controls', '\u202e\u2066\u2069\u061c'],
  ['of Hangul fillers', '\u115f\u1160\u3164\uffa0'],
  ['of variation selectors', '\ufe0f\u{e0100}'],
  ['of tag characters', '\u{e0001}\u{e0041}'],
  ['of all that is invisible', ' \0\u200b\u3164\u2028\ufe0f\u{e0020}'],
  ['of 4,001 characters', 'a'.repeat(4001)],
  ['of 4,001 emoji', '😀'.repeat(4001)],
  ['of 4,000 characters and an emoji', `${'a'.repeat(4000)}😀`],
  ['of 4,000 characters and a space', `${'a'.repeat(4000)} `],
  ['with a lone high surrogate', 'Hello \ud83d'],
  ['with a lone low surrogate', '\ude00 hello'],
  ['with a surrogate pair the wrong way round', '\ude00\ud83d'],
];

const badNumbers = (largest: number): Value[] => [
  ['0', 0],
  ['-1', -1],
  ['1.5', 1.5],
  [`${largest + 1}`, largest + 1],
  ['1e9', 1e9],
  ['2 to the 53rd', 2 ** 53],
  ['-2 to the 53rd', -(2 ** 53)],
  ['1e300', 1e300],
  ['a string', '640'],
  ['an empty string', ''],
  ['null', null],
  ['true', true],
  ['an array', [640]],
  ['an object', {}],
];

const badSources: readonly Value[] = [
  ['that is unknown', 'Vimeo'],
  ['of another case', 'youtube'],
  ['that is empty', ''],
  ['that is null', null],
  ['that is a number', 0],
  ['in an array', ['YouTube']],
  ['that is toString', 'toString'],
];

const contradictions: readonly (readonly [url: string, source: string])[] = [
  ['https://youtube.com/watch?v=1', 'Other'],
  ['http://www.youtube.com/watch?v=1', 'Other'],
  ['https://a.b.youtube.com/', 'Other'],
  ['https://youtu.be/1', 'Other'],
  ['https://www.youtube-nocookie.com/embed/1', 'Other'],
  ['https://vevo.com/watch/1', 'YouTube'],
  ['https://www.vevo.com/watch/1', 'Other'],
  ['HTTPS://WWW.YOUTUBE.COM/', 'Other'],
  ['https://youtube.com./', 'Other'],
  ['https://youtube.com:8443/', 'Other'],
  ['https://youtube.com', 'Other'],
  ['https://youtube.com?v=1', 'Other'],
  ['https://%79outube.com/', 'Other'],
  ['https://\uff59\uff4f\uff55tube.com/', 'Other'],
];

const of = (what: string, values: readonly Value[], build: (value: unknown) => Request, ...places: string[]) =>
  values.map(([value, given]) => badInput(`${what} ${value}`, build(given), invalid(...places)));

/** What only hand-written JSON can hold: a number beyond all, and arrays deeper than most programs go. */
const spelt = [
  ['an image with a width of', sendImage({ width: SPELT }), '/content/width'],
  ['an image with a height of', sendImage({ height: SPELT }), '/content/height'],
  ['an image with a URL of', sendImage({ url: SPELT }), '/content/url'],
  ['a video with a length of', sendVideo({ length: SPELT }), '/content/length'],
  ['a video with a source of', sendVideo({ source: SPELT }), '/content/source'],
  ['a video with a URL of', sendVideo({ url: SPELT }), '/content/url'],
  ['a text of', sendText({ text: SPELT }), '/content/text'],
  ['a message with a type of', sendText({ type: SPELT }), '/content/type'],
  ['a message with a content of', send({ content: SPELT }), '/content'],
] as const;

const unknownFields: readonly (readonly [what: string, request: Request, ...places: string[]])[] = [
  ['a text with a URL', sendText({ url: 'https://example.com/' }), '/content/url'],
  ['a text with a size', sendText({ width: 1, height: 1 }), '/content/height', '/content/width'],
  ['a text with a field __proto__', sendText(field('__proto__', {})), '/content/__proto__'],
  ['a text with a field constructor', sendText({ constructor: {} }), '/content/constructor'],
  ['a text with a field to escape', sendText(field('~1/', 1)), '/content/~01~1'],
  ['an image with a text', sendImage({ text: 'Hello' }), '/content/text'],
  ['an image with a length', sendImage({ length: 60 }), '/content/length'],
  ['an image with a source', sendImage({ source: 'Other' }), '/content/source'],
  ['an image with a field __proto__', sendImage(field('__proto__', {})), '/content/__proto__'],
  ['a video with a size', sendVideo({ width: 1, height: 1 }), '/content/height', '/content/width'],
  ['a video with a field __proto__', sendVideo(field('__proto__', {})), '/content/__proto__'],
  ['a video with a field hasOwnProperty', sendVideo({ hasOwnProperty: 1 }), '/content/hasOwnProperty'],
];

const severalFaults: readonly (readonly [what: string, request: Request, ...places: string[]])[] = [
  [
    'an image with every field wrong',
    sendImage({ url: 'a', width: 0, height: 'b', length: 1 }),
    '/content/height',
    '/content/length',
    '/content/url',
    '/content/width',
  ],
  [
    'a video with every field wrong',
    sendVideo({ url: 'a', length: 0, source: 'b', width: 1 }),
    '/content/length',
    '/content/source',
    '/content/url',
    '/content/width',
  ],
  [
    'a video with a contradictory source among other faults',
    sendVideo({ url: 'https://youtu.be/1', source: 'Other', length: 0, x: 1 }),
    '/content/length',
    '/content/source',
    '/content/x',
  ],
  ['a text too long and of spaces', sendText({ text: ' '.repeat(4001) }), '/content/text'],
  [
    'a video with a misspelt source at a host that tells one',
    sendVideo({ url: 'https://youtu.be/1', source: 'Youtube' }),
    '/content/source',
  ],
  ['a URL too long and relative', sendImage({ url: '/a'.repeat(2000) }), '/content/url'],
];

/** What sending a message refuses in its content. */
export const badContent = [
  ...of('a content', badContents, (content) => send({ content }), '/content'),
  ...of('a content of a type', badTypes, (type) => sendText({ type }), '/content/type'),
  ...of('a text', badTexts, (text) => sendText({ text }), '/content/text'),
  ...of('an image with a URL', badUrls, (url) => sendImage({ url }), '/content/url'),
  ...of('a video with a URL', badUrls, (url) => sendVideo({ url }), '/content/url'),
  ...of('an image with a width of', badNumbers(100_000), (width) => sendImage({ width }), '/content/width'),
  ...of('an image with a height of', badNumbers(100_000), (height) => sendImage({ height }), '/content/height'),
  ...of('a video with a length of', badNumbers(86_400), (length) => sendVideo({ length }), '/content/length'),
  ...spelt.flatMap(([what, request, place]) => [
    badInput(`${what} 1e400`, spelling('1e400', request), invalid(place)),
    badInput(`${what} -1e400`, spelling('-1e400', request), invalid(place)),
    badInput(`${what} 30,000 arrays`, spelling(nested(30_000), request), invalid(place)),
  ]),
  ...of('a video with a source', badSources, (source) => sendVideo({ source }), '/content/source'),
  ...contradictions.map(([url, source]) =>
    badInput(`a video at ${url} from ${source}`, sendVideo({ url, source }), invalid('/content/source')),
  ),
  ...[...unknownFields, ...severalFaults].map(([what, request, ...places]) =>
    badInput(what, request, invalid(...places)),
  ),
];
