/** Medians of log-ins of a known and an unknown name, in milliseconds, and the second as a multiple of the first. */
export type Compared = { readonly known: number; readonly unknown: number; readonly ratio: number };

/** Time from request to answer, and the CPU time of the handler's thread. */
type Times = { readonly elapsed: Compared; readonly worked: Compared };

export type LogIns = {
  readonly bcryptCost: number;
  readonly samples: number;
  readonly wrongPassword: Times;
  readonly tooManyAttempts: Times;
};

/** Whether the time of a log-in tells a known name from an unknown one, as a sentence. */
export const logInSentence = ({ samples, bcryptCost, wrongPassword: { elapsed, worked } }: LogIns): string =>
  `${samples} log-ins with wrong passwords at cost ${bcryptCost}, in turns: medians of ${elapsed.known.toFixed(0)} ms for known and ` +
  `${elapsed.unknown.toFixed(0)} ms\nfor unknown names, ${elapsed.ratio.toFixed(3)} times as long; ` +
  `of CPU time ${worked.ratio.toFixed(3)} times as much.`;
