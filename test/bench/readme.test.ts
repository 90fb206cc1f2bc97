import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { drawChart } from './cost/draw.ts';
import { costResults } from './cost/scenarios.ts';
import { filled } from './fill.ts';
import { everyWaiting } from './globe/waiting.ts';
import { renderers } from './renderers.ts';

const fileAt = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = fileAt('../../README.md');
const results = JSON.parse(fileAt('results.json'));

describe('the figures in the README', () => {
  it('are those of results.json', () => {
    expect(filled(readme, results, renderers)).toBe(readme);
  });

  it.each(Object.keys(renderers))('have a section for %s', (key) => {
    expect(readme).toContain(`<!-- results:${key} -->`);
  });

  it('are of another text when a figure is another', () => {
    const [scenario, ...others] = results.cost.scenarios;
    const changed = { ...results, cost: { ...results.cost, scenarios: [{ ...scenario, dollars: 7 }, ...others] } };

    expect(filled(readme, changed, renderers)).not.toBe(readme);
  });
});

describe('results.json', () => {
  it('holds what the calculator and the waiting times come to now, and so does the chart', () => {
    expect({ cost: results.cost, globe: results.globe }).toEqual({ cost: costResults(), globe: everyWaiting() });
    expect(fileAt('charts/cost.svg')).toBe(drawChart());
  });
});

describe('a marked section', () => {
  const text = 'before\n<!-- results:sum -->\n41\n<!-- /results:sum -->\nafter\n';

  it('is filled, and what is around it stays', () => {
    const again = filled(text, { sum: 42 }, { sum: String });

    expect(again).toBe('before\n<!-- results:sum -->\n42\n<!-- /results:sum -->\nafter\n');
    expect(filled(again, { sum: 42 }, { sum: String })).toBe(again);
  });

  it('must have a renderer and results', () => {
    expect(() => filled(text, { sum: 42 }, {})).toThrow('Nothing renders results:sum');
    expect(() => filled(text, {}, { sum: String })).toThrow('results.json has nothing under sum');
  });
});
