import { Obstacle } from '../obstacle.ts';

/** The local run cannot go on: its engine is gone. */
export class EngineDied extends Obstacle {}

/** What to say when a port cannot be had that the environment variable `variable` sets. */
export const cannotListen = (variable: string, port: number, { code, message }: NodeJS.ErrnoException): Obstacle =>
  new Obstacle(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what listens there, or set ${variable} to another one.`
      : `Cannot listen on port ${port} (${variable}): ${message}.`,
  );
