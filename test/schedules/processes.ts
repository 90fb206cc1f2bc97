import { type Behaviour, behave, type Heard, type Outcome } from './process.ts';
import type { Subject } from './subject.ts';

/** A process as its history made it. Two of one id do the same from here on, whatever they hear. */
export type Process = Behaviour & {
  readonly id: number;
  readonly history: readonly Heard[];
  /** What it has heard, in any order, since it last did something. */
  readonly together: { readonly since: number; readonly heard: readonly string[] };
};

/** A process once it has heard something, at the time of its own clock; `before` is none where it starts. */
type Hear = (
  place: number,
  before: Process | undefined,
  time: number,
  what: Omit<Heard, 'clock'>,
) => Process | Promise<Process>;

/** The processes of some tries. Each history is run once. */
export function processesOf(tries: Subject['tries'], idOf: (data: object) => number): Hear {
  const byHistory = new Map<string, Process | 'looks at its clock'>();
  const alike = new Map<string, Process>();

  const keyOf = (outcome: Outcome | undefined) => (typeof outcome === 'object' ? idOf(outcome) : outcome);

  return (place, before, time, what) => {
    const title = `${what.request} ${keyOf(what.outcome)}`;
    const key = `${before ? before.id : `try ${place}`} ${title}`;
    const known = byHistory.get(key);
    if (known && known !== 'looks at its clock') return known;
    const keyAtTime = `${key} ${time}`;
    return (byHistory.get(keyAtTime) as Process | undefined) ?? ask();

    async function ask(): Promise<Process> {
      const { name, run } = tries[place] as Subject['tries'][number];
      const history = [...(before?.history ?? []), { ...what, clock: time }];
      const behaviour = await behave(name, run, history);
      const { looksAtClock } = behaviour;
      if (!looksAtClock) history.splice(-1, 1, { ...what, clock: undefined });

      const process = unique(behaviour, history, looksAtClock ? `${title} ${time}` : title);
      if (looksAtClock) byHistory.set(key, 'looks at its clock');
      byHistory.set(looksAtClock ? keyAtTime : key, process);
      return process;
    }

    /** Answers that a process waits for together come in any order: once all are there it is one process. */
    function unique(behaviour: Behaviour, history: readonly Heard[], title: string): Process {
      const { requests, ending } = behaviour;
      const { since, heard } = before?.together ?? { since: -1 - place, heard: [] };
      const all = [...heard, title].sort();
      const isOver = ending !== undefined && requests.length === 0;
      const content = JSON.stringify([place, isOver ? '' : [since, all], requests, ending]);
      const id = alike.size;
      const isSilent = before && !ending && requests.length === before.requests.length - 1;
      const process = alike.get(content) ?? {
        ...behaviour,
        id,
        history,
        together: isSilent ? { since, heard: all } : { since: id, heard: [] },
      };
      alike.set(content, process);
      return process;
    }
  };
}
