import { bundlesTable } from './bundles/report.ts';
import { compressionTable } from './compression/report.ts';
import { costSummary, costTables, moreTable, pricesTable } from './cost/table.ts';
import type { Renderers } from './fill.ts';
import { globeSummary, globeTable } from './globe/report.ts';
import { handlersTable } from './handlers/report.ts';
import { hashingSentence } from './hashing/report.ts';
import { inboxTable } from './inbox/report.ts';
import { logInSentence } from './log-in/report.ts';
import { pagesSection, pagesSummary } from './pages/readme.ts';
import { regionsList } from './regions/report.ts';
import { soakSentence } from './soak/report.ts';
import { startsTable } from './starts/report.ts';
import { overloadTable, throughputTable } from './throughput/report.ts';

/** How each key of results.json is shown: in full in test/bench/README.md, in summary in README.md. */
export const renderers: Renderers = {
  bundles: bundlesTable,
  compression: compressionTable,
  cost: costTables,
  'cost.more': moreTable,
  'cost.prices': pricesTable,
  'cost.summary': costSummary,
  globe: globeTable,
  'globe.summary': globeSummary,
  handlers: handlersTable,
  hashing: hashingSentence,
  inbox: inboxTable,
  logIn: logInSentence,
  overload: overloadTable,
  pages: pagesSection,
  'pages.summary': pagesSummary,
  regions: regionsList,
  soak: soakSentence,
  starts: startsTable,
  throughput: throughputTable,
};
