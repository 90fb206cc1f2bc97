/** A text as one line, for a log; of an error, its stack. */
export const onOneLine = (what: unknown): string =>
  (what instanceof Error && what.stack ? what.stack : String(what)).trim().replaceAll(/\s*\n\s*/g, ' ');
