/** The pages that show results: the front door in summary, and the README of the benchmarks in full. */
export const shown = [new URL('../../../README.md', import.meta.url), new URL('../README.md', import.meta.url)];
