import fc from 'fast-check';
import { aPerson, asLongAsSaid, MOST_TRIES, tooMuchToDo } from '../support/api.ts';
import { document, type Received } from '../support/documented.ts';
import { faultsOf } from './check.ts';
import type { Draft } from './draft.ts';
import { Memory } from './memory.ts';
import { mutation } from './mutations.ts';
import { people, validRequests } from './valid.ts';
import { filledIn, hangUp, type Outgoing, send } from './wire.ts';

type Created = Readonly<Record<'Users' | 'Messages' | 'Sessions', number>>;

const creating: Readonly<Record<string, keyof Created>> = {
  'POST /users': 'Users',
  'POST /messages': 'Messages',
  'POST /sessions': 'Sessions',
};

/** What a run has found. */
export type Found = {
  readonly requests: number;
  /** How many were answered with each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many of each route were accepted. */
  readonly accepted: Readonly<Record<string, number>>;
  /** How many of each kind of item must be stored now, by what was answered; and how many more may be. */
  readonly created: Created;
  readonly inDoubt: Created;
  readonly faults: readonly string[];
};

/** Valid ones, and such with up to three things changed. */
const requests: fc.Arbitrary<Draft> = fc
  .tuple(validRequests(document), fc.oneof(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: 3 })))
  .map(([draft, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), draft));

/** As many as are made at once, and sent side by side. */
const BATCH = 500;
const AT_ONCE = 4;

/** How many users come with each batch that nobody needs. */
const PASSERSBY = 10;

/** No more is told: a bug shows many times. */
const MOST_FAULTS = 50;

/** Sends `count` generated requests to the product at that URL. */
export async function fuzz(baseUrl: string, { count, seed }: { count: number; seed: number }): Promise<Found> {
  const persons = await Promise.all(people.map((name) => aPerson(name, baseUrl)));
  const memory = new Memory(new Map(persons.map(({ username, token }) => [username, token])));
  const statuses: Record<string, number> = {};
  const accepted: Record<string, number> = {};
  const created = { Users: people.length, Messages: 0, Sessions: people.length };
  const inDoubt = { Users: 0, Messages: 0, Sessions: 0 };
  const faults: string[] = [];
  let sent = 0;

  for (let batch = 0; sent < count; batch++) {
    await welcomePassersby();
    const size = Math.min(BATCH, count - sent);
    const drafts = fc.sample(requests, { numRuns: size, seed: seed + batch }).values();
    await Promise.all(Array.from({ length: AT_ONCE }, () => sendAll(drafts)));
    sent += size;
  }
  hangUp();
  return { requests: sent, statuses, accepted, created, inDoubt, faults };

  async function welcomePassersby() {
    const passersby = await Promise.all(Array.from({ length: PASSERSBY }, () => aPerson(undefined, baseUrl)));
    memory.welcome(passersby.map(({ token }) => token));
    created.Users += PASSERSBY;
    created.Sessions += PASSERSBY;
  }

  async function sendAll(drafts: Iterator<Draft> & Iterable<Draft>) {
    for (const draft of drafts) {
      const outgoing = filledIn(draft, memory);
      const problems = await attempt(outgoing).catch((error) => [`no answer: ${error}`]);
      for (const problem of problems) if (faults.length < MOST_FAULTS) faults.push(`${problem}\n${show(outgoing)}`);
    }
  }

  async function attempt(outgoing: Outgoing): Promise<string[]> {
    const key = `${outgoing.method} ${outgoing.target.split('?')[0]}`;
    const kind = creating[key];
    const received = await sendUntilAnswered(outgoing, kind);
    const { status, headers } = received;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status < 300) accepted[key] = (accepted[key] ?? 0) + 1;
    if (kind && status === 201 && !headers.has('idempotent-replayed')) created[kind]++;
    const problems = faultsOf(outgoing, received).map(
      (fault) => `${fault} in ${status} ${received.text.slice(0, 500)}`,
    );
    memory.learn(outgoing.target, received);
    return problems;
  }

  /** Sends once more, a few times, what a busy machine did not take on, or what its store was too slow for. */
  async function sendUntilAnswered(outgoing: Outgoing, kind: keyof Created | undefined): Promise<Received> {
    for (let tries = 1; ; tries++) {
      const received = await send(baseUrl, outgoing);
      if (received.status !== 503 || tries === MOST_TRIES) return received;
      if (kind && !received.text.includes(tooMuchToDo)) inDoubt[kind]++;
      await asLongAsSaid(received);
    }
  }
}

const show = ({ method, target, headers, body }: Outgoing) =>
  `  ${method} ${target}\n  ${JSON.stringify(headers)}\n  ${JSON.stringify(String(body ?? '').slice(0, 1000))}`;
