import type { Fate } from './fate.ts';
import type { Plan } from './plan.ts';
import { isMessagePut, type StoreCall } from './store-call.ts';

const isNewestRead = ({ table, operation, input }: StoreCall) =>
  table === 'Messages' && operation === 'Query' && input.Limit === 1 && input.ScanIndexForward === false;
const isNotePut = ({ table, operation }: StoreCall) => table === 'Sends' && operation !== 'GetItem';
const isContactPut = ({ table, operation }: StoreCall) => table === 'Contacts' && operation === 'UpdateItem';
const isUserPut = ({ table, operation }: StoreCall) => table === 'Users' && operation === 'PutItem';

type Step = { readonly at: (call: StoreCall) => boolean; readonly when: 'before' | 'after' | 'answered' };

/** Every step at which a process can die. Those of the note are met only where keys are sent. */
export const killSteps = {
  'before the reads': { at: isNewestRead, when: 'before' },
  'after the reads': { at: isNewestRead, when: 'answered' },
  'before the note': { at: isNotePut, when: 'before' },
  'after the note': { at: isNotePut, when: 'after' },
  'after the note, answered': { at: isNotePut, when: 'answered' },
  'before the contacts': { at: isContactPut, when: 'before' },
  'after the contacts': { at: isContactPut, when: 'after' },
  'before the put': { at: isMessagePut, when: 'before' },
  'after the put': { at: isMessagePut, when: 'after' },
  'after the put, answered': { at: isMessagePut, when: 'answered' },
  'before the user': { at: isUserPut, when: 'before' },
  'after the user': { at: isUserPut, when: 'after' },
} as const satisfies Record<string, Step>;

/** One of {@link killSteps}. */
export type KillStep = keyof typeof killSteps;

/** Lets processes die at chosen steps. */
type Killer = {
  /** Lets a process die the next time that it comes to a step, and not at one that it was to die at before. */
  readonly condemn: (process: string, step: KillStep) => void;
  /** How often processes died, by step. */
  readonly deaths: () => ReadonlyMap<KillStep, number>;
  /** The plan, but for those who die. */
  readonly over: (plan: Plan) => Plan;
};

/** Nobody is condemned at first. */
export function killer(): Killer {
  const condemned = new Map<string, KillStep>();
  const deaths = new Map<KillStep, number>();

  const deathOf = (call: StoreCall): Fate | undefined => {
    const name = condemned.get(call.process);
    if (name === undefined) return undefined;
    const step: Step = killSteps[name];
    if (!step.at(call)) return undefined;
    condemned.delete(call.process);
    deaths.set(name, (deaths.get(name) ?? 0) + 1);
    return { kind: 'kill', when: step.when };
  };

  return {
    condemn: (process, step) => {
      condemned.set(process, step);
    },
    deaths: () => deaths,
    over: (plan) => (call) => deathOf(call) ?? plan(call),
  };
}
