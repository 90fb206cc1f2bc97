import { table } from '../markdown.ts';

/** A function's bundle: bytes, and milliseconds to import it over an empty handler, built as ours and by esbuild's defaults. */
export type Bundle = {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly ours: number;
  readonly theirs: number;
  /** The packages that take most of it, as `@smithy/core 114 KB`. */
  readonly packages: readonly string[];
};

/** The bundles, in Markdown. */
export const bundlesTable = (bundles: readonly Bundle[]): string =>
  [
    table(
      ['function', 'minified', 'gzip', 'import over an empty handler', "with esbuild's defaults", 'ratio'],
      bundles.map(({ name, bytes, gzip, ours, theirs }) => [
        name,
        kilobytes(bytes),
        kilobytes(gzip),
        `${ours.toFixed(0)} ms`,
        `${theirs.toFixed(0)} ms`,
        (ours / theirs).toFixed(2),
      ]),
    ),
    bundles.map(({ name, packages }) => `- ${name}: ${packages.join(', ')}`).join('\n'),
  ].join('\n\n');

export const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`;
