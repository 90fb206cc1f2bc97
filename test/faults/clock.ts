/**
 * Sets this process's clock apart from the machine's. Import it before anything else, with `node --import`:
 *
 * - `CLOCK_OFFSET`: by how many milliseconds it is fast (slow, if negative);
 * - `CLOCK_FROZEN_AT`: the one time that it shows, in milliseconds since the Unix epoch.
 *
 * Timers and `performance.now()` go on as they are.
 */
const { CLOCK_OFFSET, CLOCK_FROZEN_AT } = process.env;
const RealDate = Date;
const offset = Number(CLOCK_OFFSET ?? 0);

const now = CLOCK_FROZEN_AT === undefined ? () => RealDate.now() + offset : () => Number(CLOCK_FROZEN_AT);

if (Number.isNaN(now())) throw new Error('CLOCK_OFFSET and CLOCK_FROZEN_AT must be numbers of milliseconds.');

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, newTarget) => Reflect.construct(target, parts.length > 0 ? parts : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});
