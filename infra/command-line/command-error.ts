/** What keeps a command from doing its work, as the one line that its user reads: what is wrong, and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs the main part of a program. A {@link CommandError} becomes one line on stderr and exit code 1. */
export async function reportingErrors(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
