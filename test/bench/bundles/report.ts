import { table } from '../markdown.ts';

/** A function's bundle: bytes of it and of its source map, and the CPU time to import it, in milliseconds. */
export type Bundle = {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly map: number;
  readonly ours: number;
  /** Of the SDK alone, bundled the same way. */
  readonly bare: number;
  readonly ratio: number;
  /** The packages that take most of it, as `@smithy/core 114 KB`. */
  readonly packages: readonly string[];
};

/** The bundles, in Markdown. */
export const bundlesTable = (bundles: readonly Bundle[]): string =>
  [
    table(
      ['function', 'minified', 'gzip', 'source map', 'CPU time of its import', 'of the SDK alone', 'ratio'],
      bundles.map(({ name, bytes, gzip, map, ours, bare, ratio }) => [
        name,
        kilobytes(bytes),
        kilobytes(gzip),
        kilobytes(map),
        `${ours.toFixed(0)} ms`,
        `${bare.toFixed(0)} ms`,
        ratio.toFixed(2),
      ]),
    ),
    bundles.map(({ name, packages }) => `- ${name}: ${packages.join(', ')}`).join('\n'),
  ].join('\n\n');

export const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`;
