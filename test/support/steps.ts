import { columns } from '../../infra/command-line/columns.ts';

/** A step of the rehearsal, and what came of it. */
type Row = { readonly step: string; readonly seen: string; readonly seconds: number; readonly ok: boolean };

/** Something is otherwise than it should be. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** Carries out the steps, and keeps the table of them. */
export function rehearsal() {
  const rows: Row[] = [];

  /**
   * Carries out a step and prints what was seen. A step that fails does not end the rehearsal.
   * @param look gives what was seen, and throws where that is not what should be
   */
  async function step(name: string, look: () => Promise<string>): Promise<boolean> {
    const began = performance.now();
    const [ok, seen] = await look().then(
      (seen): [boolean, string] => [true, seen],
      (error: Error): [boolean, string] => [false, error instanceof Unexpected ? error.message : String(error.stack)],
    );
    const seconds = (performance.now() - began) / 1000;
    rows.push({ step: name, seen, seconds, ok });
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(0)} s): ${seen}`);
    return ok;
  }

  return {
    step,
    failed: () => rows.filter(({ ok }) => !ok).length,
    table: () =>
      columns(
        rows.map(({ step, seconds, ok, seen }) => [
          step,
          seconds.toFixed(0),
          ok ? 'ok' : 'FAILED',
          seen.split('\n')[0]?.slice(0, 200) ?? '',
        ]),
        ['step', 's', '', 'seen'],
      ),
  };
}

export type Rehearsal = ReturnType<typeof rehearsal>;
