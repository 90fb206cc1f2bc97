import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentSchema } from '../../../lib/messages/content.ts';

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The characters of Unicode 16 that are white space, control characters or default-ignorable. */
const invisible = [
  ...[range(0x00, 0x20), range(0x7f, 0xa0), [0xad], [0x34f], [0x61c], range(0x115f, 0x1160), [0x1680]],
  ...[range(0x17b4, 0x17b5), range(0x180b, 0x180f), range(0x2000, 0x200f), range(0x2028, 0x202f)],
  ...[range(0x205f, 0x206f), [0x3000], [0x3164], range(0xfe00, 0xfe0f), [0xfeff], [0xffa0], range(0xfff0, 0xfff8)],
  ...[range(0x1bca0, 0x1bca3), range(0x1d173, 0x1d17a), range(0xe0000, 0xe0fff)],
].flat();

const aVideoAt = (url: string) => ({ type: 'video', url });

describe('the content of a message', () => {
  it('gets the fixed defaults for what is left out', () => {
    const image = contentSchema.parse({ type: 'image', url: 'https://example.com/' });
    const video = contentSchema.parse(aVideoAt('https://example.com/'));

    expect(image).toEqual({ type: 'image', url: 'https://example.com/', width: 640, height: 480 });
    expect(video).toEqual({ type: 'video', url: 'https://example.com/', length: 60, source: 'Other' });
  });

  it('is the same when what is stored is sent again', () => {
    const content = fc.constantFrom('https://youtu.be/a', 'https://vevo.com/a', 'https://example.com/a').map(aVideoAt);

    fc.assert(
      fc.property(content, (sent) => {
        const stored = contentSchema.parse(sent);

        expect(contentSchema.parse(stored)).toEqual(stored);
      }),
    );
  });

  it('is not of invisible characters alone, in any mixture', () => {
    const unit = fc.constantFrom(...invisible).map((codePoint) => String.fromCodePoint(codePoint));

    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
        expect(contentSchema.safeParse({ type: 'text', text }).success).toBe(false);
        expect(contentSchema.safeParse({ type: 'text', text: `${text}.${text}` }).success).toBe(true);
      }),
    );
  });

  it('may be any one character that is not invisible', () => {
    const isSurrogate = (codePoint: number) => codePoint >= 0xd800 && codePoint <= 0xdfff;
    // Every plane where characters are invisible, and the edges of the others.
    const codePoints = [...range(0, 0x1ffff), ...range(0xe0000, 0xe1fff), 0x2fffd, 0xf0000, 0x10fffd];

    const refused = codePoints
      .filter((codePoint) => !isSurrogate(codePoint))
      .filter((codePoint) => !contentSchema.safeParse({ type: 'text', text: String.fromCodePoint(codePoint) }).success);

    expect(refused).toEqual(invisible);
  });

  it('counts code points, whatever they are made of', () => {
    fc.assert(
      fc.property(character(), (character) => {
        const text = `${'😀'.repeat(3998)}.${character}`;

        expect(contentSchema.safeParse({ type: 'text', text }).success).toBe(true);
        expect(contentSchema.safeParse({ type: 'text', text: `${text}${character}` }).success).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the source of a video', () => {
  it.each([
    ['https://youtube.com/watch?v=a', 'YouTube'],
    ['http://www.youtube.com/', 'YouTube'],
    ['https://music.youtube.com/', 'YouTube'],
    ['https://YOUTU.BE/a', 'YouTube'],
    ['https://www.youtube-nocookie.com/embed/a', 'YouTube'],
    ['https://youtube.com.:8443/a', 'YouTube'],
    ['https://youtube.com#a', 'YouTube'],
    ['https://www.vevo.com/watch/a', 'Vevo'],
    ['https://embed.vevo.com', 'Vevo'],
    ['https://notyoutube.com/', 'Other'],
    ['https://youtube.com.example/', 'Other'],
    ['https://youtube.co/', 'Other'],
    ['https://myyoutu.be/', 'Other'],
    ['https://example.com/youtube.com', 'Other'],
    ['https://example.com?u=https://vevo.com', 'Other'],
    ['https://example.com#@youtube.com', 'Other'],
    ['https://example.com/@youtube.com', 'Other'],
    ['https://com/', 'Other'],
    ['https://127.0.0.1/', 'Other'],
  ])('of %s is %s', (url, source) => {
    const stored = contentSchema.parse(aVideoAt(url));

    expect(stored).toMatchObject({ url, source });
  });

  it('is what the client says where the host tells nothing', () => {
    const stated = ['YouTube', 'Vevo', 'Other'];

    const stored = stated.map((source) => contentSchema.parse({ ...aVideoAt('https://example.com/'), source }));

    expect(stored).toMatchObject(stated.map((source) => ({ source })));
  });
});

describe('the source Vevo', () => {
  it('may be stated for a link to YouTube, where its videos are', () => {
    const content = { ...aVideoAt('https://www.youtube.com/watch?v=a'), source: 'Vevo' };

    expect(contentSchema.parse(content)).toMatchObject({ source: 'Vevo' });
  });

  it('is not stated for YouTube by a link to Vevo', () => {
    expect(faultsOf({ ...aVideoAt('https://vevo.com/a'), source: 'YouTube' })).toEqual([
      ['source', expect.stringContaining('contradicts')],
    ]);
  });
});

describe('a fault in a content', () => {
  const anImage = { type: 'image', url: 'https://example.com/' };
  const aVideo = aVideoAt('https://example.com/');
  const pixels = 'must be a whole number of pixels from 1 to 100000';
  const seconds = 'must be a whole number of seconds from 1 to 86400';
  const contradiction = 'contradicts the host of the URL; leave it out, and it follows from the URL';

  it.each([
    [{ type: 'text', text: 'x'.repeat(4001) }, 'text', 'must be at most 4000 characters long'],
    [{ type: 'text', text: '' }, 'text', 'must contain at least one visible character'],
    [{ ...anImage, width: 0 }, 'width', pixels],
    [{ ...anImage, width: 100_001 }, 'width', pixels],
    [{ ...anImage, height: 0.5 }, 'height', pixels],
    [{ ...anImage, width: 2 ** 53 }, 'width', pixels],
    [{ ...anImage, height: Number.POSITIVE_INFINITY }, 'height', pixels],
    [{ ...aVideo, length: 0 }, 'length', seconds],
    [{ ...aVideo, length: 86_401 }, 'length', seconds],
    [{ ...aVideo, length: '60' }, 'length', seconds],
    [{ ...aVideoAt('https://youtu.be/a'), source: 'Other' }, 'source', contradiction],
    [{ ...aVideoAt('https://vevo.com/a'), source: 'Other' }, 'source', contradiction],
  ])('%j is told at its field', (content, field, fault) => {
    expect(faultsOf(content)).toEqual([[field, fault]]);
  });

  it('is not in a part of a link that is none', () => {
    expect(faultsOf({ ...anImage, url: 'https://example.com\\@a\u202e' })).toEqual([
      ['url', 'must be an http or https URL'],
    ]);
  });

  it('is told beside the others', () => {
    const content = { ...aVideoAt('https://youtu.be/a'), source: 'Other', length: 0 };

    expect(faultsOf(content)).toEqual([
      ['length', seconds],
      ['source', contradiction],
    ]);
  });

  it('is a source that there is not, told once, though the host tells another', () => {
    expect(faultsOf({ ...aVideoAt('https://youtu.be/a'), source: 'Youtube' })).toEqual([['source', expect.anything()]]);
  });

  it.each([{ url: 'https://[/' }, { url: ['https://youtu.be/a'] }, {}])(
    'is one where the link is %j and tells no source',
    (link) => {
      const content = { type: 'video', source: 'Vevo', ...link };

      expect(faultsOf(content)).toMatchObject([['url', expect.any(String)]]);
    },
  );

  it.each(['text', 'image', 'video'])('is a field that a content of type "%s" does not have', (type) => {
    const content = { type, ...(type === 'text' ? { text: 'Hello.' } : { url: 'https://example.com/' }) };

    expect(faultsOf(content)).toEqual([]);
    expect(faultsOf({ ...content, more: 1 })).toHaveLength(1);
  });
});

describe('a link', () => {
  it.each([
    'http://a',
    'HTTPS://EXAMPLE.COM',
    'https://example.com/@a',
    'https://example.com?@a',
    'https://example.com#@a',
    'https://example.com/?u=https://a@b',
    `https://example.com/${'😀'.repeat(2028)}`,
  ])('may be %s', (url) => {
    expect(faultsOf({ type: 'image', url })).toEqual([]);
  });

  it.each([
    'https://',
    'https:///a',
    'https:/example.com',
    'https://\\example.com',
    'https://example.com\\a',
    'https:// example.com',
    'https://example.com/ a',
    'https://example.com/\n',
    'https://\u0001example.com',
    'https://example.com/\u0001a',
    ' https://example.com',
    'xhttps://example.com',
    'ftp://example.com',
    'https://[/',
  ])('is no http or https URL as %j', (url) => {
    expect(faultsOf({ type: 'image', url })).toEqual([['url', 'must be an http or https URL']]);
  });

  it.each(['http://a@example.com', 'HTTPS://a:b@example.com', 'https://@example.com'])(
    'holds no user name or password as %s does',
    (url) => {
      expect(faultsOf({ type: 'image', url })).toEqual([['url', 'must not contain a user name or password']]);
    },
  );

  it.each([...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'])(
    'has no bidirectional control as %j',
    (control) => {
      const url = `https://example.com/${control}`;

      expect(faultsOf({ type: 'image', url })).toEqual([['url', 'must not contain bidirectional controls']]);
    },
  );

  it('has at most 2048 characters', () => {
    const url = `https://example.com/${'a'.repeat(2029)}`;

    expect(faultsOf({ type: 'image', url })).toEqual([['url', 'must be at most 2048 characters long']]);
  });
});

describe('a complete content', () => {
  it('is stored as it was sent', () => {
    fc.assert(
      fc.property(complete(), (content) => {
        expect(contentSchema.parse(content)).toEqual(content);
      }),
    );
  });
});

/** The fields of a content that are at fault, and what is wrong with each. */
function faultsOf(content: unknown): [string, string][] {
  const { error } = contentSchema.safeParse(content);
  return error?.issues.map(({ path, message }) => [path.join('/'), message]) ?? [];
}

/** Any character of Unicode, of one or two UTF-16 units. */
function character() {
  const isSurrogate = (codePoint: number) => codePoint >= 0xd800 && codePoint <= 0xdfff;
  return fc
    .oneof(fc.nat(0xff), fc.nat(0x10ffff))
    .filter((codePoint) => !isSurrogate(codePoint))
    .map(String.fromCodePoint);
}

/** Contents with nothing left out, with links of all sorts. */
function complete() {
  const url = fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] });
  const pixels = fc.integer({ min: 1, max: 100_000 });
  const text = fc.string({ unit: character(), minLength: 1, maxLength: 100 }).filter((text) => /[!-~]/.test(text));
  return fc.oneof(
    fc.record({ type: fc.constant('text'), text }),
    fc.record({ type: fc.constant('image'), url, width: pixels, height: pixels }),
    fc.record({
      type: fc.constant('video'),
      url,
      length: fc.integer({ min: 1, max: 86_400 }),
      source: fc.constantFrom('YouTube', 'Vevo', 'Other'),
    }),
  );
}
