/** Why the local run cannot start, as the one line that its user reads: what is wrong and how to put it right. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Why the local run cannot go on: its engine is gone. The message is one line, for its user. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied';
}

/** What to say when a port cannot be had that the environment variable `variable` sets. */
export const cannotListen = (variable: string, port: number, { code, message }: NodeJS.ErrnoException): CannotStart =>
  new CannotStart(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what listens there, or set ${variable} to another one.`
      : `Cannot listen on port ${port} (${variable}): ${message}.`,
  );
