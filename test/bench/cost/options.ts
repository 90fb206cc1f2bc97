import { parseArgs } from 'node:util';
import { type Load, usualLoad } from './load.ts';

type Option = {
  readonly sets: keyof Load;
  readonly means: string;
  readonly lowest: number;
  readonly highest?: number;
  readonly whole?: true;
};

/** Every option: what it sets, and what it may be. */
const options: Readonly<Record<string, Option>> = {
  users: { sets: 'users', means: 'people who chat', lowest: 1, whole: true },
  'messages-per-user': { sets: 'messagesPerUser', means: 'messages that each sends in a month', lowest: 0 },
  'pages-per-user': { sets: 'pagesPerUser', means: 'pages that each reads in a month, polls included', lowest: 0 },
  'log-ins-per-user': { sets: 'logInsPerUser', means: 'log-ins of each in a month', lowest: 0 },
  'bytes-per-message': {
    sets: 'bytesPerMessage',
    means: 'size of a stored message',
    lowest: 100,
    highest: 16_384,
    whole: true,
  },
  'with-key': { sets: 'withKey', means: 'share of sends with an idempotency key', lowest: 0, highest: 1 },
  regions: { sets: 'regions', means: 'regions', lowest: 1, highest: 20, whole: true },
  'peak-factor': { sets: 'peakFactor', means: 'the busiest second over the mean', lowest: 1 },
  'months-kept': { sets: 'monthsKept', means: 'months of messages that are kept', lowest: 0 },
};

/** What `npm run cost -- --help` prints. */
export const help = `What Duologue costs in a month, and which limit it meets first.

  npm run cost -- --users 1000000 --regions 3

${Object.entries(options)
  .map(([name, { sets, means }]) => `--${name.padEnd(18)} ${means} (${usualLoad[sets]})`)
  .join('\n')}`;

/** Why the command line cannot be followed: a line for each reason. */
export class BadOptions extends Error {}

/** Reads the command line. @throws BadOptions that tells everything that is wrong with it */
export function readOptions(args: readonly string[]): Load | 'help' {
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true });
  const faults: string[] = [];
  const load: Record<string, number> = { ...usualLoad };
  let helpAsked = false;
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }])),
  });

  for (const token of tokens.filter(({ kind }) => kind === 'option')) {
    const name = 'name' in token ? token.name : '';
    if (name === 'help') helpAsked = true;
    else if (!(name in options)) faults.push(`--${name} is not known (${Object.keys(options).join(', ')} are)`);
  }
  for (const [name, option] of Object.entries(options)) {
    const given = values[name];
    if (given === undefined) continue;
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
    if (isWithin(value, option)) load[option.sets] = value;
    else faults.push(`--${name} must be ${rangeOf(option)}, not "${given}"`);
  }
  if (helpAsked) return 'help';
  if (faults.length > 0) throw new BadOptions(faults.join('\n'));
  return load as Load;
}

const isWithin = (value: number, { lowest, highest = Number.MAX_VALUE, whole }: Option) =>
  value >= lowest && value <= highest && (!whole || Number.isInteger(value));

const rangeOf = ({ lowest, highest, whole }: Option) =>
  `a ${whole ? 'whole ' : ''}number ${highest === undefined ? `of at least ${lowest}` : `from ${lowest} to ${highest}`}`;
