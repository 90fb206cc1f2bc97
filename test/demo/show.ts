const startedAt = performance.now();

/** Shows how far something has come, on a terminal, in a line that the next one replaces. */
export function during(what: string, count: number, total?: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K… ${count}${total ? ` of ${total}` : ''} ${what}`);
}

/** Ends the line that {@link during} shows. */
export function endProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
}

/** Shows what is done, and how many seconds into the demo. */
export function step(what: string): void {
  endProgress();
  console.log(`✓ ${what} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
