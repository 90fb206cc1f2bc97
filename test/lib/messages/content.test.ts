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

  it('is as it was sent, when it is complete', () => {
    fc.assert(
      fc.property(complete(), (content) => {
        expect(contentSchema.parse(content)).toEqual(content);
      }),
    );
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
    const whiteSpace = fc.constantFrom(...' \t\n\v\f\r\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');

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
