/** What every part of the benchmark is asked for. */
export type BenchOptions = {
  /** Whether it may take minutes. */
  readonly full: boolean;
  /** The file that results go to. */
  readonly results: string;
  /** The folder that charts go to. */
  readonly charts: string;
  /** What random choices follow from. */
  readonly seed: number;
  /** How many messages the longest conversation has, where somebody wants another. */
  readonly messages?: number | undefined;
};

/** What the benchmark asks of the part that runs in this process. */
export const readBenchOptions = (): BenchOptions => JSON.parse(process.argv[2] ?? '');
