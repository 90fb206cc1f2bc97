/** One line of a chart, or a cloud of points. */
export type Series = {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style: 'line' | 'dashed line' | 'points';
};

/** What one panel of a chart shows, both axes logarithmic. */
export type Panel = {
  readonly title: string;
  readonly x: string;
  readonly series: readonly Series[];
};

const panelSize = { width: 450, height: 300 };
const margin = { top: 44, right: 24, bottom: 46, left: 60 };
const LEGEND_LINE = 20;

/** Draws panels side by side, with one legend below, as an SVG of its own white ground. */
export function chart(heading: string, panels: readonly Panel[]): string {
  const legend = (panels[0]?.series ?? []).filter(({ name }) => name !== '');
  const width = panelSize.width * panels.length;
  const height = 36 + panelSize.height + legend.length * LEGEND_LINE + 14;
  const drawn = panels.map(
    (panel, index) => `<g transform="translate(${index * panelSize.width} 36)">${draw(panel)}</g>`,
  );
  const keys = legend.map(
    (series, index) => `<g transform="translate(${margin.left} ${36 + panelSize.height + index * LEGEND_LINE + 6})">
${sample(series)}<text x="42" y="4">${escaped(series.name)}</text></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#24292f">
<title>${escaped(heading)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${margin.left}" y="26" font-size="15" font-weight="bold">${escaped(heading)}</text>
${[...drawn, ...keys].join('\n')}
</svg>
`;
}

function draw({ title, x, series }: Panel): string {
  const points = series.flatMap((one) => one.points);
  const across = logScale(
    points.map(([value]) => value),
    margin.left,
    panelSize.width - margin.right,
  );
  const up = logScale(
    points.map(([, value]) => value),
    panelSize.height - margin.bottom,
    margin.top,
  );
  const bottom = panelSize.height - margin.bottom;
  const right = panelSize.width - margin.right;

  const grid = [
    ...across.decades.map(
      (value) => `<path d="M${across.at(value)} ${margin.top}V${bottom}" stroke="#d8dee4"/>
<text x="${across.at(value)}" y="${bottom + 17}" text-anchor="middle">${grouped(value)}</text>`,
    ),
    ...up.decades.map(
      (value) => `<path d="M${margin.left} ${up.at(value)}H${right}" stroke="#d8dee4"/>
<text x="${margin.left - 7}" y="${up.at(value) + 4}" text-anchor="end">${grouped(value)}</text>`,
    ),
  ];
  const lines = series.map((one) => {
    const places = one.points.map(([a, b]) => [across.at(a), up.at(b)] as const);
    return one.style === 'points' ? dots(places, one.color, 1.8, 0.45) : line(places, one);
  });
  return `<text x="${margin.left}" y="${margin.top - 12}" font-weight="bold">${escaped(title)}</text>
${grid.join('\n')}
${lines.join('\n')}
<text x="${(margin.left + right) / 2}" y="${bottom + 37}" text-anchor="middle">${escaped(x)}</text>`;
}

type Place = readonly [x: number, y: number];

const line = (places: readonly Place[], { color, style }: Series) =>
  `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${color}" ${
    style === 'line' ? 'stroke-width="2.5"' : 'stroke-width="1.5" stroke-dasharray="5 4"'
  }/>${dots(places, color, style === 'line' ? 3.5 : 2, 1)}`;

/** Each dot is a stroke without length, whose round ends are all there is of it. */
const dots = (places: readonly Place[], color: string, radius: number, opacity: number) => {
  const path = places.map(([x, y]) => `M${x} ${y}h0`).join('');
  return `<path d="${path}" stroke="${color}" stroke-width="${2 * radius}" stroke-linecap="round" stroke-opacity="${opacity}"/>`;
};

/** A short piece of a series, for the legend. */
const sample = (series: Series) =>
  series.style === 'points'
    ? dots(
        [8, 17, 26].map((x) => [x, 0] as const),
        series.color,
        1.8,
        0.7,
      )
    : line(
        [
          [2, 0],
          [32, 0],
        ],
        series,
      );

/** Places numbers between two coordinates, by their logarithm, from whole decade to whole decade. */
function logScale(values: readonly number[], from: number, to: number) {
  const lowest = Math.floor(Math.log10(Math.min(...values)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...values))));
  const decades = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  const at = (value: number) =>
    Math.round(10 * (from + ((Math.log10(value) - lowest) / (highest - lowest)) * (to - from))) / 10;
  return { decades, at };
}

const grouped = (value: number) => (value < 1 ? String(value) : value.toLocaleString('en-US'));

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
