import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentSchema } from '../../../lib/messages/content.ts';

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

  it('is not white space alone, in any mixture', () => {
    const whiteSpace = fc.constantFrom(
      ...' \t\n\v\f\r\u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
    );

    fc.assert(
      fc.property(fc.string({ unit: whiteSpace, maxLength: 20 }), (text) => {
        expect(contentSchema.safeParse({ type: 'text', text }).success).toBe(false);
        expect(contentSchema.safeParse({ type: 'text', text: `${text}.${text}` }).success).toBe(true);
      }),
    );
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

describe('a fault in a content', () => {
  const anImage = { type: 'image', url: 'https://example.com/' };
  const aVideo = aVideoAt('https://example.com/');
  const pixels = 'must be a whole number of pixels from 1 to 100000';
  const seconds = 'must be a whole number of seconds from 1 to 86400';
  const contradiction = 'contradicts the host of the URL; leave it out, and it follows from the URL';

  it.each([
    [{ type: 'text', text: 'x'.repeat(4001) }, 'text', 'must be at most 4000 characters long'],
    [{ type: 'text', text: '' }, 'text', 'must hold more than white space'],
    [{ ...anImage, width: 0 }, 'width', pixels],
    [{ ...anImage, width: 100_001 }, 'width', pixels],
    [{ ...anImage, height: 0.5 }, 'height', pixels],
    [{ ...aVideo, length: 0 }, 'length', seconds],
    [{ ...aVideo, length: 86_401 }, 'length', seconds],
    [{ ...aVideo, length: '60' }, 'length', seconds],
    [{ ...aVideoAt('https://youtu.be/a'), source: 'Vevo' }, 'source', contradiction],
    [{ ...aVideoAt('https://vevo.com/a'), source: 'Other' }, 'source', contradiction],
  ])('%j is told at its field', (content, field, fault) => {
    expect(faultsOf(content)).toEqual([[field, fault]]);
  });

  it('is told beside the others', () => {
    const content = { ...aVideoAt('https://youtu.be/a'), source: 'Vevo', length: 0 };

    expect(faultsOf(content)).toEqual([
      ['length', seconds],
      ['source', contradiction],
    ]);
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
  const text = fc.string({ unit: character(), minLength: 1, maxLength: 100 }).filter((text) => text.trim() !== '');
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
