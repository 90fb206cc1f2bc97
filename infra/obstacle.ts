/** What keeps a command from doing its work, as the one line that its user reads: what is wrong, and what to do. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
}

/** Runs the main part of a program. An {@link Obstacle} becomes one line on stderr and exit code 1. */
export async function tellingObstacles(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
