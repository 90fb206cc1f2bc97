import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import type { Username } from '../../../lib/users/username.ts';

const letters = 'ab0';

/** Names of few characters, so that one is often the beginning of another, or the same. */
const aUsername = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.string({ unit: fc.constantFrom(...letters, '.', '_', '-'), minLength: 1, maxLength: 3 }),
  )
  .map((parts) => parts.join('') as Username);

describe('the key of a conversation', () => {
  it('is the same whoever is named first', () => {
    fc.assert(
      fc.property(aUsername, aUsername, (one, other) => {
        expect(conversationOf(one, other)).toBe(conversationOf(other, one));
      }),
    );
  });

  it('is that of no other two', () => {
    fc.assert(
      fc.property(aUsername, aUsername, aUsername, aUsername, (a, b, c, d) => {
        const samePair = [a, b].sort().join() === [c, d].sort().join();

        expect(conversationOf(a, b) === conversationOf(c, d)).toBe(samePair);
      }),
    );
  });

  it('is the two names, sorted, joined by #', () => {
    expect(conversationOf('bob' as Username, 'alice' as Username)).toBe('alice#bob');
    expect(conversationOf('bob' as Username, 'bob' as Username)).toBe('bob#bob');
  });
});
