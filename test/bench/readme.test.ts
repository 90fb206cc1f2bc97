import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PageAnswer } from './compression/report.ts';
import { assumptions } from './cost/assumptions.ts';
import { drawChart as drawCost } from './cost/draw.ts';
import { costResults } from './cost/scenarios.ts';
import { filled } from './fill.ts';
import { everyWaiting } from './globe/waiting.ts';
import { drawChart as drawPages } from './pages/draw.ts';
import { shown } from './readme/shown.ts';
import { renderers } from './renderers.ts';

const fileAt = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const pages = shown.map((page) => readFileSync(page, 'utf8'));
const results = JSON.parse(fileAt('results.json'));

describe('the figures in the READMEs', () => {
  it.each(pages.map((page) => [page.split('\n')[0], page]))('are those of results.json: %s', (_, page = '') => {
    expect(filled(page, results, renderers)).toBe(page);
  });

  it.each(Object.keys(renderers))('have a section for %s', (key) => {
    expect(pages.filter((page) => page.includes(`<!-- results:${key} -->`))).toHaveLength(1);
  });

  it('are of another text when a figure is another', () => {
    const [scenario, ...others] = results.cost.scenarios;
    const changed = {
      ...results,
      cost: { ...results.cost, scenarios: [{ ...scenario, dollars: 7 }, ...others], more: [] },
    };

    for (const page of pages) expect(filled(page, changed, renderers)).not.toBe(page);
  });
});

describe('results.json', () => {
  it('holds what the calculator and the waiting times come to now', () => {
    expect({ cost: results.cost, globe: results.globe }).toEqual({ cost: costResults(), globe: everyWaiting() });
  });

  it('has pages of which gzip leaves as much as the calculator assumes', () => {
    const { bytes } = results.compression.find(({ messages }: PageAnswer) => messages === 50);

    expect(bytes.gzipped / bytes.plain).toBeCloseTo(assumptions.gzipped, 1);
  });

  it('is what the charts show', () => {
    expect(fileAt('charts/cost.svg')).toBe(drawCost());
    expect(fileAt('charts/pages.svg')).toBe(drawPages(results.pages));
  });
});

describe('a marked section', () => {
  const text = 'before\n<!-- results:sum -->\n41\n<!-- /results:sum -->\nafter\n';

  it('is filled, and what is around it stays', () => {
    const again = filled(text, { sum: 42 }, { sum: String });

    expect(again).toBe('before\n<!-- results:sum -->\n42\n<!-- /results:sum -->\nafter\n');
    expect(filled(again, { sum: 42 }, { sum: String })).toBe(again);
  });

  it('shows a view of the results of its key', () => {
    const summary = text.replaceAll('results:sum', 'results:sum.short');

    expect(filled(summary, { sum: 42 }, { 'sum.short': (sum) => `about ${sum}` })).toContain('\nabout 42\n');
  });

  it('must have a renderer and results', () => {
    expect(() => filled(text, { sum: 42 }, {})).toThrow('Nothing renders results:sum');
    expect(() => filled(text, {}, { sum: String })).toThrow('results.json has nothing under sum');
  });
});
