import { describe, expect, it } from '@jest/globals';
import {
  IdempotencyKeyReused,
  NotTheSender,
  SendInDoubt,
  TooLate,
  UnknownRecipient,
} from '../../../lib/messages/errors.ts';
import type { Username } from '../../../lib/users/username.ts';

const alice = 'alice' as Username;

describe('an error of a send', () => {
  it.each([
    [new NotTheSender(alice), 'not_the_sender', /"alice".*log in as the sender/],
    [new UnknownRecipient(alice), 'unknown_recipient', /"alice".*Check the spelling/],
    [
      new IdempotencyKeyReused(),
      'idempotency_key_reused',
      /another request.*Send each new message with a new key.*again/,
    ],
    [new SendInDoubt(), 'unavailable', /Send it again with the same Idempotency-Key/],
    [new TooLate(), 'unavailable', /Send it again/],
  ])('has a code and says what to do: %s', (error, code, advice) => {
    expect(error.code).toBe(code);
    expect(error.message).toMatch(advice);
  });

  it('that may succeed when it is sent again says to do so after a second', () => {
    expect([new SendInDoubt().retryAfter, new TooLate().retryAfter]).toEqual([1, 1]);
  });
});
