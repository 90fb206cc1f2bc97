/** The pages that show results: the front door in summary, infra the bill, and the README of the benchmarks in full. */
export const shown = ['README.md', 'infra/README.md', 'test/bench/README.md'].map(
  (page) => new URL(`../../../${page}`, import.meta.url),
);
