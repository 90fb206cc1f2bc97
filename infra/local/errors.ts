import { CommandError } from '../command-line/command-error.ts';

/** The local run cannot go on: its engine is gone. */
export class EngineDied extends CommandError {}

/** What to say when a port cannot be had that the environment variable `variable` sets. */
export const cannotListen = (variable: string, port: number, { code, message }: NodeJS.ErrnoException): CommandError =>
  new CommandError(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what listens there, or set ${variable} to another one.`
      : `Cannot listen on port ${port} (${variable}): ${message}.`,
  );
