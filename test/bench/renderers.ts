import { costTables } from './cost/table.ts';
import type { Renderers } from './fill.ts';
import { globeTable } from './globe/report.ts';
import { pagesSection } from './pages/readme.ts';
import { regionsList } from './regions/report.ts';

/** How each key of results.json is shown in the README. */
export const renderers: Renderers = {
  cost: costTables,
  globe: globeTable,
  pages: pagesSection,
  regions: regionsList,
};
