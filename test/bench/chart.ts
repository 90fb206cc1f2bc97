import { type Ink, styleSheet } from './ink.ts';

/** One line of a chart. A narrow one is dashed and has hollow marks, so that it shows on a broad one that it lies on. */
export type Series = {
  readonly name: string;
  readonly ink: Ink;
  readonly style: 'broad' | 'narrow';
  readonly points: readonly (readonly [x: number, y: number])[];
};

/** What one panel of a chart shows, both axes logarithmic. */
export type Panel = {
  readonly title: string;
  readonly x: string;
  readonly series: readonly Series[];
};

const panelSize = { width: 460, height: 290 };
const margin = { top: 44, right: 28, bottom: 46, left: 56 };
const HEADING = 36;
const LEGEND_LINE = 24;

/** Draws panels side by side, with one legend below, as an SVG that is light or dark as its reader's screen is. */
export function chart(heading: string, panels: readonly Panel[]): string {
  const legend = panels[0]?.series ?? [];
  const width = panelSize.width * panels.length;
  const height = HEADING + panelSize.height + Math.ceil(legend.length / panels.length) * LEGEND_LINE + 8;
  const drawn = panels.map((panel, index) => placed(index * panelSize.width, HEADING, draw(panel)));
  const keys = legend.map((series, index) => {
    const [row, column] = [Math.floor(index / panels.length), index % panels.length];
    const x = column * panelSize.width + margin.left;
    return placed(x, HEADING + panelSize.height + row * LEGEND_LINE + 8, key(series));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="13">
<title>${escaped(heading)}</title>
<style>
${styleSheet}
</style>
<rect class="ground" width="100%" height="100%"/>
<text x="${margin.left}" y="26" font-size="16" font-weight="bold">${escaped(heading)}</text>
${[...drawn, ...keys].join('\n')}
</svg>
`;
}

const placed = (x: number, y: number, content: string) => `<g transform="translate(${x} ${y})">\n${content}\n</g>`;

function draw({ title, x, series }: Panel): string {
  const [left, right] = [margin.left, panelSize.width - margin.right];
  const [top, bottom] = [margin.top, panelSize.height - margin.bottom];
  const points = series.flatMap((one) => one.points);
  const across = logScale(
    points.map(([value]) => value),
    left,
    right,
  );
  const up = logScale(
    points.map(([, value]) => value),
    bottom,
    top,
  );

  const grid = [
    ...across.decades.map(
      (value) => `<path class="grid" d="M${across.at(value)} ${top}V${bottom}"/>
<text x="${across.at(value)}" y="${bottom + 18}" text-anchor="middle">${short(value)}</text>`,
    ),
    ...up.decades.map(
      (value) => `<path class="grid" d="M${left} ${up.at(value)}H${right}"/>
<text x="${left - 10}" y="${up.at(value) + 4}" text-anchor="end">${short(value)}</text>`,
    ),
  ];
  const byBreadth = series.toSorted((one, other) => one.style.localeCompare(other.style));
  const lines = byBreadth.map((one) =>
    line(
      one.points.map(([a, b]) => [across.at(a), up.at(b)]),
      one,
    ),
  );
  return `<text x="${left}" y="${top - 12}" font-weight="bold">${escaped(title)}</text>
${grid.join('\n')}
${lines.join('\n')}
<text x="${(left + right) / 2}" y="${bottom + 38}" text-anchor="middle">${escaped(x)}</text>`;
}

type Place = readonly [x: number, y: number];

function line(places: readonly Place[], { ink, style }: Series): string {
  const marks = places.map(([x, y]) =>
    style === 'broad'
      ? `<circle cx="${x}" cy="${y}" r="5"/>`
      : `<rect class="ground" x="${x - 3}" y="${y - 3}" width="6" height="6"/>`,
  );
  return `<g class="${ink} ${style}"><polyline points="${places.map((place) => place.join(',')).join(' ')}"/>${marks.join('')}</g>`;
}

/** A short piece of a series and its name. */
const key = (series: Series) =>
  `${line(
    [
      [6, 0],
      [44, 0],
    ],
    series,
  )}<text x="58" y="4">${escaped(series.name)}</text>`;

/** Places numbers between two coordinates, by their logarithm, from whole decade to whole decade. */
function logScale(values: readonly number[], from: number, to: number) {
  const lowest = Math.floor(Math.log10(Math.min(...values)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...values))));
  const decades = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  const at = (value: number) =>
    Math.round(10 * (from + ((Math.log10(value) - lowest) / (highest - lowest)) * (to - from))) / 10;
  return { decades, at };
}

/** 100,000,000 as 100M. */
const short = (value: number) => value.toLocaleString('en-US', { notation: 'compact' });

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
