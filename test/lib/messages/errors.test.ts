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
    [new SendInDoubt(1000), 'unavailable', /Send it again with the same Idempotency-Key/],
    [new TooLate(), 'unavailable', /Send it again/],
  ])('has a code and says what to do: %s', (error, code, advice) => {
    expect(error.code).toBe(code);
    expect(error.message).toMatch(advice);
  });

  it.each([
    [0, 1],
    [1000, 1],
    [1001, 2],
    [15_000, 15],
  ])('that leaves %d ms in doubt says to come back after %d s', (milliseconds, seconds) => {
    expect(new SendInDoubt(milliseconds).retryAfter).toBe(seconds);
  });

  it('that comes from slowness says to come back after a second', () => {
    expect(new TooLate().retryAfter).toBe(1);
  });
});
