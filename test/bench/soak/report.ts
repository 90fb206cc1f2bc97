import { grouped } from '../markdown.ts';

/** What a server did under steady load, and how much memory it held, in MB. */
export type Soak = {
  readonly minutes: number;
  readonly sends: number;
  readonly fetches: number;
  readonly start: number;
  readonly end: number;
};

/** A soak as a sentence. */
export const soakSentence = ({ minutes, sends, fetches, start, end }: Soak): string =>
  `${minutes} minutes over 10 connections, ${grouped(sends)} sends and ${grouped(fetches)} pages: the server, its embedded ` +
  `engine included,\nheld ${start} MB after a tenth of that time, and ${end} MB at its end.`;
