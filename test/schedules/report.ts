import type { Exploration } from './explorer.ts';

/** An exploration, by name; of a product with a protection taken out, or of this one. */
export type Row = Exploration & { readonly name: string; readonly isBroken: boolean };

/** An exploration as a line of the table, with its finding below. */
export function report({ name, states, finding, isComplete, seconds }: Row): string {
  const line = [
    name.padEnd(60),
    `${states.toLocaleString('en')} states`.padStart(18),
    finding ? '1 finding ' : isComplete ? '0 findings' : 'cut short ',
    `${seconds.toFixed(1)} s`.padStart(8),
  ].join('  ');
  return finding ? [line, `  ${finding.wrong}:`, ...finding.events.map((event) => `    ${event}`)].join('\n') : line;
}
