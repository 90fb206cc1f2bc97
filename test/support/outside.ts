/** How far a time lies outside of a stretch of time, in milliseconds: 0 within it. */
export const outside = (time: number, from: number, to: number): number => Math.max(from - time, time - to, 0);

/** How far the product's time may lie from a test's own: it is the store's, which is shown in whole seconds. */
export const CLOCKS_APART = 3000;
