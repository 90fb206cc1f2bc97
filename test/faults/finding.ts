/** What can be found wrong, and what it means. */
export const findingKinds = {
  lost: 'an acknowledged message is not stored',
  doubled: 'one send is stored, acknowledged or shown twice',
  reordered: 'a message sorts before one that its sender had seen',
  'falsely refused': 'a request was refused without reason',
  'not refused': 'a request was not refused that had to be',
  'refused but stored': 'a refused message is stored',
  'wrongly marked': 'Idempotent-Replayed says what is not so',
  'readers disagree': 'two readings, or a reading and the engine, differ in order or content',
  'not shown': 'a reading misses a message that was acknowledged before it began',
  'not in the inbox': 'an inbox, or all polls of it, do not tell a conversation of an acknowledged message',
  'nobody sent it': 'a message is stored, acknowledged or shown that is not what was sent',
  'landed late': 'the store was asked for a message more than 30 s after its time',
  'wrong time': 'sentAt is more than 3 s before or after the time of its send at the store',
  'name given twice': 'two requests were told that a new name is theirs',
  'too slow': 'an answer took longer than 5 s',
  'no answer': 'a connection broke, though its process was not killed',
  'no Retry-After': 'an answer of 503 without Retry-After',
  'internal error': 'a 5xx that is no "unavailable"',
  crashed: 'a process ended by itself',
} as const;

/** One of {@link findingKinds}. */
export type FindingKind = keyof typeof findingKinds;

/** One thing that was found wrong, with what tells where. */
export type Finding = { readonly kind: FindingKind; readonly detail: string };
