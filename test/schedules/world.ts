import { numbering } from './numbering.ts';
import type { Heard, Outcome, Request } from './process.ts';
import { type Process, processesOf } from './processes.ts';
import { type Command, isWrite, itemsOf, perform, type Store } from './store.ts';
import { BEGINNING, type Subject, type View } from './subject.ts';

/** A try that runs: its process, how wrong its clock is, and which tries had ended when it started. */
type Running = { readonly process: Process; readonly skew: number; readonly before: readonly number[] };

/** A request that its process waits for no longer, and that may still be carried out. */
type Held = { readonly name: string; readonly command: Command; readonly refusedFrom: number };

/** A moment of a schedule. It is never changed: an event makes another one. */
export type State = {
  readonly store: Store;
  readonly running: readonly (Running | undefined)[];
  readonly held: readonly Held[];
  readonly pauses: number;
  readonly troubles: number;
  /** The state before, and what happened there. */
  readonly from?: { readonly state: State; readonly event: string };
};

/** Something that can happen in a state. */
export type Event = { readonly name: string; readonly happen: () => State | Promise<State> };

/** Three attempts a request, as `lib/dynamodb/client.ts` makes them. */
const ATTEMPTS = 3;

/** The states of a subject, and what can happen in each. */
export function worldOf(subject: Subject) {
  const { tries, clocks, pauses, calm = [], happenings = [], refusedAfter = Number.POSITIVE_INFINITY } = subject;
  const { idOf, unique } = numbering();
  const heard = processesOf(tries, idOf);
  const performed = new Map<string, ReturnType<typeof perform>>();

  const beginning: State = {
    store: subject.stored,
    running: tries.map(() => undefined),
    held: [],
    pauses: 0,
    troubles: 0,
  };

  const timeOf = ({ pauses: taken }: State) => pauses.slice(0, taken).reduce((time, pause) => time + pause, BEGINNING);

  const carriedOut = (store: Store, command: Command) => {
    const key = `${idOf(store)} ${idOf(command)}`;
    const known = performed.get(key);
    if (known) return known;
    const { store: after, answer } = perform(store, command);
    const done = { store: unique(after), answer: deepFrozen(unique(answer)) };
    performed.set(key, done);
    return done;
  };

  /** The state once a process has heard something and gone on. What it asks of calm tables is answered at once. */
  function after(
    state: State,
    place: number,
    { process: before, ...running }: Partial<Running> & Omit<Running, 'process'>,
    what: Omit<Heard, 'clock'>,
  ): State | Promise<State> {
    const process = heard(place, before, timeOf(state) + running.skew, what);
    return process instanceof Promise ? process.then(goneOn) : goneOn(process);

    function goneOn(process: Process): State | Promise<State> {
      const { skew, before } = running;
      const request = process.requests.find(({ command }) => calm.includes(command.table));
      if (request) {
        const { answer } = carriedOut(state.store, request.command);
        return after(state, place, { process, skew, before }, { request: request.number, outcome: answer });
      }
      // Nobody looks any more at the clock of a process that is over.
      return { ...state, running: state.running.with(place, { process, skew: isOver(process) ? 0 : skew, before }) };
    }
  }

  function eventsOf(state: State): Event[] {
    const view = viewOf(state);
    return [
      ...state.running.flatMap((running, place) =>
        running ? runningEvents(state, place, running) : starts(state, place, view),
      ),
      ...state.held.map(({ name, command }, index) => ({
        name: `${name}, held back, is carried out`,
        happen: () => ({
          ...state,
          store: carriedOut(state.store, command).store,
          held: state.held.toSpliced(index, 1),
        }),
      })),
      ...happenings.flatMap(({ name, happen }) => {
        const store = happen(state.store, timeOf(state));
        return store ? [{ name, happen: () => ({ ...state, store: unique(store) }) }] : [];
      }),
      ...(canPause(state, view) ? [{ name: `${pauses[state.pauses]} ms pass`, happen: () => afterPause(state) }] : []),
    ];
  }

  /** Nobody waits for the answer to a write for longer than it can be carried out. */
  function canPause(state: State, { isOver }: View): boolean {
    const pause = pauses[state.pauses];
    const isWriting = () =>
      state.running.some((running) => running?.process.requests.some(({ command }) => isWrite(command)));
    return pause !== undefined && !isOver && (pause < refusedAfter || !isWriting());
  }

  function afterPause(state: State): State {
    const later = { ...state, pauses: state.pauses + 1 };
    return { ...later, held: state.held.filter(({ refusedFrom }) => timeOf(later) < refusedFrom) };
  }

  function starts(state: State, place: number, view: View): Event[] {
    const { name, run, mayStart, clocks: own = clocks } = tries[place] as Subject['tries'][number];
    // Two tries that do the same are one as good as the other.
    if (tries.some((other, at) => at < place && other.run === run && !state.running[at])) return [];
    if (mayStart && !mayStart(view)) return [];
    const before = state.running.flatMap((running, at) => (running?.process.ending ? [at] : []));
    return own.map((skew) => ({
      name: `${name} starts, its clock ${skew} ms off`,
      happen: () => after(state, place, { skew, before }, {}),
    }));
  }

  function runningEvents(state: State, place: number, running: Running): Event[] {
    const { name } = tries[place] as Subject['tries'][number];
    return running.process.requests.flatMap((request): Event[] => {
      const { command, number, attempt } = request;
      const title = `${name}: ${titleOf(request)}`;
      const hears = (outcome: Outcome, changed: State) => after(changed, place, running, { request: number, outcome });
      const isHeld = isWrite(command)
        ? [{ name: `${title}, attempt ${attempt}`, command, refusedFrom: timeOf(state) + refusedAfter }]
        : [];
      const held = { ...state, troubles: state.troubles + 1, held: [...state.held, ...isHeld] };
      const { store, answer } = carriedOut(state.store, command);
      return [
        { name: `${title} is answered`, happen: () => hears(answer, { ...state, store }) },
        ...(state.troubles < subject.troubles
          ? [
              { name: `${title} is not answered, and the try gives up`, happen: () => hears('gives up', held) },
              ...(isWrite(command) && attempt < ATTEMPTS
                ? [
                    {
                      name: `${title} is not answered, and the SDK tries again`,
                      happen: () => hears('tries again', held),
                    },
                  ]
                : []),
            ]
          : []),
      ];
    });
  }

  const keyOf = (state: State): string =>
    [
      idOf(state.store),
      state.pauses,
      state.troubles,
      state.held.map(({ command, refusedFrom }) => `${idOf(command)} ${refusedFrom}`).sort(),
      ...state.running.map((running) => (running ? `${running.process.id} ${running.skew} ${running.before}` : '')),
    ].join('|');

  function viewOf(state: State): View {
    const isEnded = (running: Running | undefined) => running !== undefined && isOver(running.process);
    const isLastLeft = state.held.length === 0 && state.running.slice(0, -1).every(isEnded);
    return {
      time: timeOf(state),
      items: (table, region) => itemsOf(state.store, table, region),
      tries: state.running.map((running, place) => ({
        name: tries[place]?.name ?? '',
        hasStarted: running !== undefined,
        ending: running?.process.ending,
        before: running?.before ?? [],
      })),
      isLastLeft,
      isOver: isLastLeft && isEnded(state.running.at(-1)),
    };
  }

  return { beginning, eventsOf, keyOf, viewOf };
}

const isOver = ({ requests, ending }: Process) => ending !== undefined && requests.length === 0;

const titleOf = ({ number, command: { operation, table, region } }: Request) =>
  `request ${number}, ${operation} ${table}${region && ` in ${region}`}`;

/** The same data, which throws where somebody changes it: all who ask alike get it. */
function deepFrozen<T extends object>(data: T): T {
  for (const value of Object.values(data)) if (typeof value === 'object' && value !== null) deepFrozen(value);
  return Object.freeze(data);
}
