import { readFileSync, writeFileSync } from 'node:fs';
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** What is read of a source map (ECMA-426), and written. */
type SourceMap = { readonly sources: readonly string[]; readonly names: readonly string[]; readonly mappings: string };

/**
 * A source map without the lines of packages: a stack trace names our own lines, and for a package's the place in the
 * bundle. It has a tenth of the size, and is read at every cold start.
 */
export function thinned<Map extends SourceMap>(map: Map): Map {
  const sources = inOrderOfUse(map.sources);
  const names = inOrderOfUse(map.names);

  const isOurs = (source: number) => !map.sources[source]?.includes('node_modules/');

  const line = (segments: SourceMapMappings[number]): SourceMapSegment[] => {
    const kept: SourceMapSegment[] = [];
    for (const segment of segments) {
      if (segment.length !== 1 && isOurs(segment[1])) {
        const [column, source, line, lineColumn, name] = segment;
        const place = [column, sources.indexOf(source), line, lineColumn] as const;
        kept.push(name === undefined ? [...place] : [...place, names.indexOf(name)]);
      } else if (kept.at(-1)?.length !== 1) {
        // Without a source: what follows is not ours.
        kept.push([segment[0]]);
      }
    }
    return kept;
  };

  const mappings = encode(decode(map.mappings).map(line));
  return { ...map, sources: sources.used(), names: names.used(), mappings };
}

/** Numbers those of some values that are used, in the order in which they are. */
function inOrderOfUse(values: readonly string[]) {
  const indexes = new Map<number, number>();
  return {
    indexOf(index: number): number {
      const known = indexes.get(index) ?? indexes.size;
      indexes.set(index, known);
      return known;
    },
    used: () => [...indexes.keys()].map((index) => values[index] ?? ''),
  };
}

/** Thins the source map in a file. */
export function thinFile(file: string): void {
  writeFileSync(file, JSON.stringify(thinned(JSON.parse(readFileSync(file, 'utf8')))));
}

if (process.argv[1] === import.meta.filename) thinFile(process.argv[2] ?? '');
