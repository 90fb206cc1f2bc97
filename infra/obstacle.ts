/** What keeps a command from doing its work, as the one line that its user reads: what is wrong, how to put it right. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
}

/** Runs the main part of a command. An {@link Obstacle} becomes one line on stderr and exit code 1. */
export async function command(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
