import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check_spec_with_options as checkSpec, initSync } from 'tla-checker';
import { COMPLETED_UNTIL } from '../../lib/messages/send-once.ts';
import type { Exploration } from './explorer.ts';

/** `SendOnce.tla` in one size, whole or with a protection taken out. */
export type Model = {
  readonly tries: number;
  readonly without?: 'fence' | 'own nonces';
  readonly isShort?: true;
};

/** Every size in which the model is checked. */
export const models = {
  'the model of a send, 2 tries': { tries: 2, isShort: true },
  'the model of a send, 3 tries': { tries: 3 },
  'the model of a send, 2 tries: no fence': { tries: 2, without: 'fence', isShort: true },
  'the model of a send, 2 tries: one nonce for a whole request': { tries: 2, without: 'own nonces', isShort: true },
} as const satisfies Record<string, Model>;

type Result = {
  readonly success: boolean;
  readonly error_type: string | null;
  readonly error_message: string | null;
  readonly states_explored: number;
  readonly trace: readonly string[] | null;
};

const spec = readFileSync(new URL('SendOnce.tla', import.meta.url), 'utf8');

/** Checks the model in all its states, with the constants of the code. */
export function check({ tries, without }: Model): Exploration {
  const startedAt = performance.now();
  initSync({ module: readFileSync(fileURLToPath(import.meta.resolve('tla-checker/tla_checker_bg.wasm'))) });
  const constants = {
    Tries: tries,
    Places: 2,
    Age: COMPLETED_UNTIL,
    // One that stands for all younger ones, those of the future as well, and one for all older ones.
    Ages: [COMPLETED_UNTIL - 1, COMPLETED_UNTIL],
    Fenced: without !== 'fence',
    OwnNonces: without !== 'own nonces',
  };
  const options = { constants, max_states: 10_000_000, max_depth: 1000, allow_deadlock: true };
  const result: Result = JSON.parse(checkSpec(spec, JSON.stringify(options)));
  const { success, error_type, error_message, states_explored: states, trace } = result;
  if (!success && error_type !== 'InvariantViolation') throw new Error(`SendOnce.tla: ${error_type}: ${error_message}`);
  return {
    states,
    steps: states,
    finding: success ? undefined : { wrong: 'one key made 2 messages', events: changesOf(trace ?? []) },
    isComplete: success,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** What each state of a trace changes. */
const changesOf = (trace: readonly string[]): string[] => {
  const states = trace.flatMap((text) => text.split(/^State \d+$/m)).map((text) => text.trim().split(/\n\s*/));
  return states.slice(2).map((lines, index) => lines.filter((line) => !states[index + 1]?.includes(line)).join('; '));
};
