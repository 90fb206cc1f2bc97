import { grouped } from '../markdown.ts';

/** Resident memory, in MB, of a server and of the process whose engine it uses. */
export type Memory = { readonly server: number; readonly engine: number };

/** What a server did under steady load, and how much memory was held a tenth into it and at its end. */
export type Soak = {
  readonly minutes: number;
  readonly sends: number;
  readonly fetches: number;
  readonly start: Memory;
  readonly end: Memory;
};

/** A soak as a sentence. */
export const soakSentence = ({ minutes, sends, fetches, start, end }: Soak): string =>
  `${minutes} minutes over 10 connections, ${grouped(sends)} sends and ${grouped(fetches)} pages: a server with 64 MB of heap held ` +
  `${start.server} MB after a\ntenth of that time, and ${end.server} MB at its end; the process with the embedded engine ` +
  `(dynalite) ${start.engine} and ${end.engine} MB.`;
