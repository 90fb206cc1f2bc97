/** Whether the tests run in full, as `npm run test:pages` runs them, and not in the short form of `npm test`. */
export const inFull: boolean = process.env.PAGES === 'full';

/** A number for the full run, and one for the short form. */
export const inFullOr = (full: number, short: number): number => (inFull ? full : short);

/** What every random choice follows from: another with each run, or the one to run again. */
export const seed: number = Number(process.env.PAGES_SEED ?? Math.floor(Math.random() * 2 ** 31));
