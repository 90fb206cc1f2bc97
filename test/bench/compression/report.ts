import { table } from '../markdown.ts';

/** A page of so many messages: bytes of its body, and milliseconds of CPU to answer it, once the messages are there. */
export type PageAnswer = {
  readonly messages: number;
  readonly bytes: { readonly plain: number; readonly gzipped: number };
  readonly milliseconds: { readonly plain: number; readonly gzipped: number };
};

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
const cpu = (milliseconds: number) => `${milliseconds.toFixed(2)} ms`;

/** What gzip does to pages, in Markdown. */
export const compressionTable = (pages: readonly PageAnswer[]): string =>
  table(
    ['a page of', 'plain', 'gzipped', 'of it', 'CPU to answer it, plain', 'gzipped'],
    pages.map(({ messages, bytes, milliseconds }) => [
      `${messages} texts`,
      kilobytes(bytes.plain),
      kilobytes(bytes.gzipped),
      `${((100 * bytes.gzipped) / bytes.plain).toFixed(0)} %`,
      cpu(milliseconds.plain),
      cpu(milliseconds.gzipped),
    ]),
  );
