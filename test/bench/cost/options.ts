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
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }])),
  });
  if (values.help) return 'help';

  const given = Object.entries(values).map(([name, text]) => ({
    name,
    text,
    option: Object.hasOwn(options, name) ? options[name] : undefined,
  }));
  const faults = [
    ...positionals.map((text) => `"${text}" is not an option.`),
    ...given.flatMap(({ name, option }) =>
      option ? [] : [`--${name} is not known (${Object.keys(options).join(', ')} are).`],
    ),
    ...given.flatMap(({ name, option, text }) =>
      option && !isWithin(numberIn(text), option) ? [`--${name} must be ${rangeOf(option)}, not "${text}".`] : [],
    ),
  ];
  if (faults.length > 0) throw new BadOptions(faults.join('\n'));
  const told = given.map(({ option, text }) => [option?.sets, numberIn(text)]);
  return { ...usualLoad, ...Object.fromEntries(told) };
}

/** `parseArgs` gives true for an option without a value. */
const numberIn = (text: unknown): number =>
  typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;

const isWithin = (value: number, { lowest, highest = Number.MAX_VALUE, whole }: Option) =>
  value >= lowest && value <= highest && (!whole || Number.isInteger(value));

const rangeOf = ({ lowest, highest, whole }: Option) =>
  `a ${whole ? 'whole ' : ''}number ${highest === undefined ? `of at least ${lowest}` : `from ${lowest} to ${highest}`}`;
