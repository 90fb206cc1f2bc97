import { fetchBy, type Request, SPELT, saying, send, signUp, spelling, under, withToken } from './bad-input-request.ts';

/** A request that must be taken, and what its answer must hold. */
type GoodInput = {
  readonly name: string;
  readonly request: Request;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
};

type Fields = Readonly<Record<string, unknown>>;

const usernames = ['ab', '0.', '9_-.', 'a'.repeat(32), 'Constructor', 'toString', 'hasOwnProperty', 'null'];

const passwords: readonly (readonly [what: string, password: string])[] = [
  ['of 8 characters', 'eight888'],
  ['of 8 spaces', ' '.repeat(8)],
  ['of 8 emoji', '😀'.repeat(8)],
  ['of 4 characters that NFKC makes 8', '\ufb00'.repeat(4)],
  ['of 256 characters', 'a'.repeat(256)],
  ['of 256 emoji', '😀'.repeat(256)],
  ['of 512 characters that NFKC makes 256', 'e\u0301'.repeat(256)],
  ['of 64 Devanagari letters', 'क'.repeat(64)],
  ['with a NUL', 'long\0enough'],
];

const texts: readonly (readonly [what: string, text: string])[] = [
  ['of one character', 'a'],
  ['of one emoji', '😀'],
  ['of 4,000 characters', 'a'.repeat(4000)],
  ['of 4,000 emoji', '😀'.repeat(4000)],
  ['with white space around it', '\u3000 a \n'],
  ['with a NUL', '\0a'],
  ['with one visible character among invisible ones', '\u200b\u3164.\ufe0f'],
  ['of a braille pattern without dots, which is a symbol', '\u2800'],
  ['of what looks like JSON', '{"__proto__":null}'],
  ['of characters that combine', 'e\u0301\u202e\u200d'],
];

const urls: readonly string[] = [
  `https://example.com/${'a'.repeat(2028)}`,
  `https://example.com/${'😀'.repeat(2028)}`,
  'http://example.com',
  'HTTPS://EXAMPLE.COM/',
  'https://example.com:65535/',
  'https://[::1]/',
  'https://127.0.0.1/',
  'https://bücher.example/ü',
  'https://example.com/@ann',
  'https://example.com/a:b@c',
  'https://example.com?ann@example.com',
  'https://example.com#ann@example.com',
  'https://example.com//a/../b',
  'https://example.com/%zz%00',
];

const images: readonly Fields[] = [
  { width: 1, height: 1 },
  { width: 100_000, height: 100_000 },
];

const spelt: readonly (readonly [json: string, value: number])[] = [
  ['1.0', 1],
  ['1e2', 100],
  ['0.1e1', 1],
];

const videos: readonly Fields[] = [
  { length: 1 },
  { length: 86_400 },
  { source: 'YouTube' },
  { source: 'Vevo' },
  { url: 'https://youtu.be/1', source: 'YouTube' },
  { url: 'https://www.vevo.com/1', source: 'Vevo' },
  { url: 'https://www.youtube.com/watch?v=1', source: 'Vevo' },
  { url: 'https://notyoutube.com/', source: 'Vevo' },
  { url: 'https://youtube.com.example/', source: 'Other' },
];

const derived: readonly (readonly [url: string, source: string])[] = [
  ['https://youtu.be/1', 'YouTube'],
  ['https://VEVO.com', 'Vevo'],
  ['https://example.com/youtube.com', 'Other'],
];

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const readings: readonly (readonly [query: string, answer: Fields])[] = [
  ['userA=dan&userB=eve', { page: 1, pageSize: 50, order: 'newest' }],
  ['userA=eve&userB=dan', { page: 1 }],
  ['userA=DAN&userB=Eve', { page: 1 }],
  ['userA=dan&userB=dan', { page: 1, messages: [] }],
  ['&userB=%65ve&&userA=d%61n&', { page: 1 }],
  ['userA=dan&userB=eve&page=1', { page: 1 }],
  ['userA=dan&userB=eve&page=9007199254740992', { page: 2 ** 53, messages: [] }],
  ['userA=dan&userB=eve&pageSize=1', { pageSize: 1 }],
  ['userA=dan&userB=eve&pageSize=200', { pageSize: 200 }],
  ['userA=dan&userB=eve&page=9007199254740992&pageSize=200', { messages: [] }],
  ['userA=dan&userB=eve&order=oldest', { order: 'oldest' }],
  ['userA=dan&userB=eve&order=newest', { order: 'newest' }],
  [`userA=dan&userB=eve&cursor=${'0'.repeat(26)}`, { page: null, messages: [] }],
  [`userA=dan&userB=eve&cursor=-${'0'.repeat(26)}`, { page: null }],
  [`userA=dan&userB=eve&cursor=76EZ91ZPZZ${'Z'.repeat(16)}`, { page: null }],
  [`userA=dan&userB=eve&cursor=-76EZ91ZPZZ${'Z'.repeat(16)}`, { page: null, messages: [] }],
  [`userA=dan&userB=eve&cursor=${id}&page=3`, { page: 3 }],
  [`userA=dan&userB=eve&cursor=%2D${id}`, { page: null }],
];

const contentTypes: readonly string[] = [
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'application/json; charset="utf-8"',
  'Application/JSON',
  'application/json;',
];

const tokens: readonly string[] = ['Bearer <dan>', 'bearer <dan>', 'BEARER <dan>', 'Bearer   <dan>'];

const byDan = (request: Request): Request => withToken('Bearer <dan>', request);

const fromDan = (content: unknown, names: Fields = {}): Request =>
  byDan(send({ sender: 'dan', recipient: 'eve', ...names, content }));

const sent = (content: Fields, stored: Fields = {}): Omit<GoodInput, 'name'> => ({
  request: fromDan(content),
  status: 201,
  answer: { sender: 'dan', recipient: 'eve', content: { ...content, ...stored } },
});

const aText = { type: 'text', text: 'Hello' };
const anImage = { type: 'image', url: 'https://example.com/', width: 640, height: 480 };
const aVideo = { type: 'video', url: 'https://example.com/', length: 60, source: 'Other' };

const aMessage = (name: string, request: Request): GoodInput => ({
  name,
  request,
  status: 201,
  answer: { sender: 'dan', recipient: 'eve', content: aText },
});

/** What is taken, though only just: the other side of each limit in the tables of bad inputs. */
export const goodInputs: readonly GoodInput[] = [
  ...usernames.map((username) => ({
    name: `a sign-up as ${username}`,
    request: signUp({ username }),
    status: 201,
    answer: { username: username.toLowerCase() },
  })),
  ...passwords.map(([what, password], index) => ({
    name: `a sign-up with a password ${what}`,
    request: signUp({ username: `user${index}`, password }),
    status: 201,
    answer: { username: `user${index}` },
  })),
  ...texts.map(([what, text]) => ({ name: `a text ${what}`, ...sent({ type: 'text', text }) })),
  ...urls.map((url) => ({ name: `an image at ${url.slice(0, 40)}`, ...sent({ ...anImage, url }) })),
  ...urls.map((url) => ({ name: `a video at ${url.slice(0, 40)}`, ...sent({ ...aVideo, url }) })),
  ...images.map((size) => ({ name: `an image of ${JSON.stringify(size)}`, ...sent({ ...anImage, ...size }) })),
  ...spelt.map(([json, length]) => ({
    name: `a video with a length of ${json}`,
    request: spelling(json, fromDan({ ...aVideo, length: SPELT })),
    status: 201,
    answer: { content: { ...aVideo, length } },
  })),
  ...videos.map((fields) => ({ name: `a video with ${JSON.stringify(fields)}`, ...sent({ ...aVideo, ...fields }) })),
  ...derived.map(([url, source]) => ({
    name: `a video at ${url} without a source`,
    ...sent({ type: 'video', url, length: 1 }, { source }),
  })),

  aMessage('a message whose names are in capitals', fromDan(aText, { sender: 'DAN', recipient: 'Eve' })),
  aMessage('a message with white space around it', padded(1000)),
  aMessage('a message of 64 KiB', padded(64 * 1024)),
  ...contentTypes.map((type) => aMessage(`a message under ${type}`, under({ 'content-type': type }, fromDan(aText)))),
  ...tokens.map((token) => aMessage(`a message with ${token}`, withToken(token, fromDan(aText)))),
  ...readings.map(([query, answer]) => ({
    name: `a reading of "${query}"`,
    request: byDan(fetchBy(query)),
    status: 200,
    answer,
  })),
];

function padded(size: number): Request {
  const request = fromDan(aText);
  return saying(` ${request.body}`.padEnd(size), request);
}
