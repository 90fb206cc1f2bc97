import { grouped } from '../markdown.ts';

/** Resident memory after so many minutes, in MB: of a server, and of the process whose engine it uses. */
export type Memory = { readonly minutes: number; readonly server: number; readonly engine: number };

/** What a server did under steady load, and how much memory was held meanwhile. */
export type Soak = {
  readonly minutes: number;
  readonly sends: number;
  readonly fetches: number;
  readonly memory: readonly Memory[];
};

/** A soak as a sentence. */
export const soakSentence = ({ minutes, sends, fetches, memory }: Soak): string => {
  const inTurn = (value: (one: Memory) => number) => memory.map((one) => grouped(value(one))).join(', ');
  return (
    `${minutes} minutes over 10 connections, ${grouped(sends)} sends and ${grouped(fetches)} pages. Memory after ` +
    `${memory.map((one) => one.minutes).join(', ')} minutes:\na server with 64 MB of heap ${inTurn((one) => one.server)} MB; ` +
    `the process with the embedded engine (dynalite) ${inTurn((one) => one.engine)} MB.`
  );
};
