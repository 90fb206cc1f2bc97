import { describe, expect, it } from '@jest/globals';
import type { Content } from '../../../lib/messages/content.ts';
import { digestOfSend, type IdempotencyKey, idempotencyKeySchema, sendKeyOf } from '../../../lib/messages/send-key.ts';
import type { Username } from '../../../lib/users/username.ts';

const alice = 'alice' as Username;
const bob = 'bob' as Username;
const video = { type: 'video', url: 'https://example.com/', length: 60, source: 'Other' } as const;

describe('an idempotency key', () => {
  it.each([' ', '~', '!'.repeat(128), 'a#b'])('may be %j', (key) => {
    expect(idempotencyKeySchema.parse(key)).toBe(key);
  });

  it.each(['', '!'.repeat(129), 'é', '\x7f', '\x1f', 'a\n', '\na'])('may not be %j', (key) => {
    const { error } = idempotencyKeySchema.safeParse(key);

    expect(error?.issues).toMatchObject([{ message: 'must be 1 to 128 printable ASCII characters' }]);
  });

  it('is stored in the scope of its sender', () => {
    expect(sendKeyOf(alice, 'a key' as IdempotencyKey)).toBe('alice#a key');
  });
});

describe('the digest of a send', () => {
  it('is the same in whatever order its fields stand', () => {
    const fields = Object.entries(video);
    const orders = fields.flatMap((_, by) => {
      const turned = [...fields.slice(by), ...fields.slice(0, by)];
      return [turned, turned.toReversed()];
    });

    const digests = orders.map((order) => digestOfSend(bob, Object.fromEntries(order) as Content));

    expect(new Set(digests).size).toBe(1);
    expect(digests[0]).toMatch(/^[\w-]{43}$/);
  });

  it('is the same from one release to the next, for a key is remembered for a day', () => {
    expect(digestOfSend(bob, video)).toBe('CkJ80PXtWTUpUDP6-p0JrMlibhsLcDv214xTbFkik-4');
  });

  it('is another where anything else is said, or to somebody else', () => {
    const contents: Content[] = [
      video,
      { ...video, url: 'https://example.com/a' },
      { ...video, length: 61 },
      { ...video, source: 'Vevo' },
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];

    const digests = [alice, bob].flatMap((recipient) => contents.map((content) => digestOfSend(recipient, content)));

    expect(new Set(digests).size).toBe(12);
  });
});
