import { describe, expect, it } from '@jest/globals';
import { chart } from './chart.ts';

const points = [
  [1, 0.01],
  [1e8, 1e9],
] as const;
const series = [
  { name: 'narrow', ink: 'green', style: 'narrow', points },
  { name: 'broad', ink: 'blue', style: 'broad', points },
] as const;
const panels = ['one', 'other'].map((title) => ({ title, x: 'users', series }));
const svg = chart('Users & costs', panels);

describe('a chart', () => {
  it('clips no label, however large the numbers', () => {
    const [, width = 0] = /viewBox="0 0 (\d+)/.exec(svg)?.map(Number) ?? [];
    const labels = [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" text-anchor="(middle|end)">([^<]+)</g)];

    // Digits and capitals of 13 px are 9 px wide at most.
    const extents = labels.map(([, x, anchor, text = '']) => {
      const length = 9 * text.length;
      const left = Number(x) - (anchor === 'end' ? length : length / 2);
      return { text, left, right: left + length };
    });
    expect(extents.map(({ text }) => text)).toEqual(expect.arrayContaining(['1B', '100M', '0.01']));
    expect(extents.filter(({ left, right }) => left < 0 || right > width / panels.length)).toEqual([]);
  });

  it('draws a narrow line on the broad one that it lies on', () => {
    const [, panel = ''] = svg.split('>one<');

    expect(panel.indexOf('class="blue broad"')).toBeGreaterThan(0);
    expect(panel.indexOf('class="green narrow"')).toBeGreaterThan(panel.indexOf('class="blue broad"'));
  });

  it('has every colour on light and on dark ground', () => {
    const [light = '', dark = ''] = svg.split('@media (prefers-color-scheme: dark)');
    const coloursIn = (rules: string) =>
      Object.fromEntries(
        [...rules.matchAll(/^(\S+).* \{ (?:fill|stroke): (#\w+) \}$/gm)].map(([, name, shade]) => [name, shade]),
      );

    expect(Object.keys(coloursIn(dark))).toEqual(Object.keys(coloursIn(light)));
    for (const [name, shade] of Object.entries(coloursIn(dark))) expect(shade).not.toBe(coloursIn(light)[name ?? '']);
  });
});
