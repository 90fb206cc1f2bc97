/** What can be wrong in a template, to see the rehearsal fail. */
export const breaks = {
  grant: 'send-message may not put messages',
  route: 'POST /messages has another path',
  key: 'the sort key of Messages has another name',
  throttle: 'a throttle is on a route that does not hash, and POST /sessions has none',
} as const;

export type Break = keyof typeof breaks;

/** Tells the app of `broken-app.ts` what is to be wrong. */
export const BREAK_VARIABLE = 'REHEARSAL_BREAK';
