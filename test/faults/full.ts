/** Whether the tests run in full, as `npm run test:faults` runs them, and not in the short form of `npm test`. */
export const inFull: boolean = process.env.FAULTS === 'full';

/** A number for the full run, and one for the short form. */
export const inFullOr = (full: number, short: number): number => (inFull ? full : short);
