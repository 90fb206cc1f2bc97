import { columns } from '../../infra/command-line/columns.ts';
import { type FindingKind, findingKinds } from './finding.ts';
import type { Stall } from './history.ts';
import type { ScenarioResult } from './scenario.ts';

const SHOWN = 3;

/** A run, as its table: what was done, what was found, and the first findings of each kind. */
export function report({ history, findings, store, deaths, unanswered, seconds }: ScenarioResult): string {
  const { attempts, exchanges, readings, inboxReadings, outages, stalls, stored, voids, heldWrites } = history;
  const heldPuts = heldWrites.filter(({ table }) => table === 'Messages');
  const longestHold = heldWrites.reduce((most, { onItsWay }) => Math.max(most, onItsWay), 0);
  const answers = Object.entries(Object.groupBy(attempts, ({ status }) => `${status ?? 'broken'}`));
  const longest = [...attempts, ...exchanges].reduce(
    (most, { startedAt, endedAt }) => Math.max(most, endedAt - startedAt),
    0,
  );
  const rows: [string, string | number][] = [
    ['sends', new Set(attempts.map(({ send }) => send.label)).size],
    ['with a key', new Set(attempts.filter(({ send }) => send.key).map(({ send }) => send.label)).size],
    ['attempts', attempts.length],
    ['answers', answers.map(([status, list]) => `${status}: ${list?.length}`).join(', ')],
    ['replays', attempts.filter(({ acknowledged }) => acknowledged?.replayed).length],
    ['never answered', unanswered],
    ['stored', stored.length],
    ['fenced places', voids],
    ['readings', readings.length],
    ['polls of an inbox', inboxReadings.filter(({ final }) => !final).length],
    ['inboxes at the end', inboxReadings.filter(({ final }) => final).length],
    ['held writes', `${heldWrites.length}, up to ${Math.round(longestHold / 1000)} s`],
    ['held messages', `${heldPuts.length}, of which ${heldPuts.filter((put) => !put.tookPlace).length} met a void`],
    ['kills', [...deaths].map(([step, count]) => `${step}: ${count}`).join(', ') || 0],
    ['outages', outages.length],
    ['store commands', store.commands],
    ['attempts a command', `${(store.attempts / store.commands).toFixed(3)}, at most ${store.most}`],
    ['longest answer', `${Math.round(longest)} ms`],
    ['harness stalled', `${stalls.length} times, ${(total(stalls) / 1000).toFixed(1)} s together`],
    ['duration', `${Math.round(seconds)} s`],
    ['findings', findings.length],
  ];
  const table = columns(rows.map(([name, value]) => [name, String(value)]));
  const kinds = Object.entries(Object.groupBy(findings, ({ kind }) => kind));
  const found = kinds.map(([kind, list = []]) =>
    [
      `${kind} (${list.length}): ${findingKinds[kind as FindingKind]}`,
      ...list.slice(0, SHOWN).map(({ detail }) => `  ${detail}`),
    ].join('\n'),
  );
  return ['', table, '', ...found].join('\n');
}

const total = (stalls: readonly Stall[]) => stalls.reduce((sum, { from, to }) => sum + to - from, 0);
