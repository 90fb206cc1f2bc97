declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An HTTP server that speaks DynamoDB, on LevelDB in the folder `path`, or in memory without one. */
  export default function dynalite(options: {
    readonly path?: string | undefined;
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Server;
}
