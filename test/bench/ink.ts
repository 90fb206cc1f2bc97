/** What lines are drawn in, each in a shade of its own on light and on dark ground. */
export type Ink = 'red' | 'blue' | 'green' | 'plain';

type Shades = Readonly<Record<Ink | 'ground' | 'text' | 'grid', string>>;

const light: Shades = {
  ground: '#ffffff',
  text: '#1f2328',
  grid: '#d1d9e0',
  plain: '#1f2328',
  red: '#cf222e',
  blue: '#0969da',
  green: '#116329',
};

const dark: Shades = {
  ground: '#0d1117',
  text: '#f0f6fc',
  grid: '#3d444d',
  plain: '#f0f6fc',
  red: '#ff7b72',
  blue: '#58a6ff',
  green: '#7ee787',
};

const rules = ({ ground, text, grid, ...inks }: Shades) =>
  [
    `text { fill: ${text} }`,
    `.ground { fill: ${ground} }`,
    `.grid { stroke: ${grid} }`,
    ...Object.entries(inks).flatMap(([ink, shade]) => [
      `.${ink} { stroke: ${shade} }`,
      `.${ink} circle { fill: ${shade} }`,
    ]),
  ].join('\n');

/** The style sheet of a chart. */
export const styleSheet: string = `polyline { fill: none }
.broad polyline { stroke-width: 7; stroke-opacity: 0.45 }
.narrow { stroke-width: 2 }
.narrow polyline { stroke-dasharray: 7 4 }
${rules(light)}
@media (prefers-color-scheme: dark) {
${rules(dark)}
}`;
