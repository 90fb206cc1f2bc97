import { bundlesTable } from './bundles/report.ts';
import { costTables } from './cost/table.ts';
import type { Renderers } from './fill.ts';
import { globeTable } from './globe/report.ts';
import { handlersTable } from './handlers/report.ts';
import { hashingSentence } from './hashing/report.ts';
import { logInSentence } from './log-in/report.ts';
import { pagesSection } from './pages/readme.ts';
import { regionsList } from './regions/report.ts';
import { soakSentence } from './soak/report.ts';
import { startsTable } from './starts/report.ts';
import { throughputTable } from './throughput/report.ts';

/** How each key of results.json is shown in the README. */
export const renderers: Renderers = {
  bundles: bundlesTable,
  cost: costTables,
  globe: globeTable,
  handlers: handlersTable,
  hashing: hashingSentence,
  logIn: logInSentence,
  pages: pagesSection,
  regions: regionsList,
  soak: soakSentence,
  starts: startsTable,
  throughput: throughputTable,
};
