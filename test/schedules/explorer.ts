import { tameRandomness } from './randomness.ts';
import type { Subject } from './subject.ts';
import { type State, worldOf } from './world.ts';

/** What is wrong, and the events that lead there. `replay` takes them. */
export type Finding = { readonly wrong: string; readonly events: readonly string[] };

export type Exploration = {
  readonly states: number;
  /** Events taken: states reached, those seen before included. */
  readonly steps: number;
  readonly finding: Finding | undefined;
  /** Whether no state is left that was not looked at. */
  readonly isComplete: boolean;
  readonly seconds: number;
};

/** Fewer than a Set can hold, which are 2^24. */
const MOST_STATES = 16_000_000;

type Options = {
  /** `deepest` keeps few states in memory; `shortest` finds the shortest list of events first. */
  readonly first?: 'deepest' | 'shortest';
  readonly mostStates?: number;
};

/** Takes every order of events of a subject, up to the first state that is wrong. A state seen before is cut. */
export async function explore(
  subject: Subject,
  { first = 'deepest', mostStates = MOST_STATES }: Options = {},
): Promise<Exploration> {
  const startedAt = performance.now();
  const world = worldOf(subject);
  const seen = new Set([world.keyOf(world.beginning)]);
  const waiting = [world.beginning];
  let next = 0;
  let steps = 0;
  let finding: Finding | undefined;
  const untame = tameRandomness();
  try {
    while (!finding && next < waiting.length && seen.size < mostStates) {
      const state = (first === 'deepest' ? waiting.pop() : waiting[next++]) as State;
      const wrong = subject.wrong(world.viewOf(state));
      if (wrong) finding = { wrong, events: eventsUpTo(state) };
      for (const { name, happen } of finding ? [] : world.eventsOf(state)) {
        const after = happen();
        const reached = after instanceof Promise ? await after : after;
        steps++;
        const key = world.keyOf(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        waiting.push({ ...reached, from: { state, event: name } });
      }
    }
  } finally {
    untame();
  }
  const isComplete = !finding && next === waiting.length;
  return { states: seen.size, steps, finding, isComplete, seconds: (performance.now() - startedAt) / 1000 };
}

/** What is wrong after those events, one after the other, if anything is. Throws where one of them cannot happen. */
export async function replay(subject: Subject, events: readonly string[]): Promise<string | undefined> {
  const world = worldOf(subject);
  const untame = tameRandomness();
  try {
    let state = world.beginning;
    for (const event of events) {
      const possible = world.eventsOf(state);
      const found = possible.find(({ name }) => name === event);
      if (!found)
        throw new Error(`"${event}" cannot happen. What can:\n${possible.map(({ name }) => name).join('\n')}`);
      state = await found.happen();
    }
    return subject.wrong(world.viewOf(state));
  } finally {
    untame();
  }
}

function eventsUpTo({ from }: State): string[] {
  return from ? [...eventsUpTo(from.state), from.event] : [];
}
