import { parseArgs } from 'node:util';
import { CommandError, reportingErrors } from './command-error.ts';
import type { Options, ValuesOf } from './options.ts';
import { helpOf, type Usage, withArguments } from './usage.ts';

/** What was written after a command. */
type Given<Of extends Options> = {
  readonly options: ValuesOf<Of>;
  /** The arguments that are no options. */
  readonly operands: readonly string[];
  /** Everything, as it was written. */
  readonly all: readonly string[];
};

/**
 * Runs a command with what was written after it; `--help` prints its usage instead. A {@link CommandError}, such as an
 * unknown option, becomes one line on stderr and exit code 1.
 * @param main what the command does. It imports what it needs only then, so that help comes at once.
 */
export async function command<const Of extends Options>(
  usage: Usage<Of>,
  main: (given: Given<Of>) => void | Promise<void>,
): Promise<void> {
  const args = process.argv.slice(2);
  await reportingErrors(() => {
    if (asksForHelp(args)) console.log(helpOf(usage));
    else return main(readCommandLine(usage, args));
  });
}

const asksForHelp = (args: readonly string[]): boolean => args.some((one) => one === '--help' || one === '-h');

/** Reads what was written after a command. @throws CommandError that names every fault, in one line */
export function readCommandLine<const Of extends Options>(usage: Usage<Of>, args: readonly string[]): Given<Of> {
  const { options } = usage;
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { placeholder }]) => [name, { type: placeholder ? 'string' : 'boolean' }]),
    ),
  });

  const faults = unknownArguments(usage, { names: Object.keys(values), positionals, args });
  const chosen = Object.entries(options).map(([name, { byDefault, placeholder, read, rule }]) => {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given === undefined) return [name, byDefault];
    if (given === true && !placeholder) return [name, true];
    const value = typeof given === 'string' ? read(given) : undefined;
    if (value === undefined) faults.push(`--${name} ${rule}${typeof given === 'string' ? `, not "${given}"` : ''}.`);
    return [name, value];
  });
  if (faults.length > 0) throw new CommandError(`${faults.join(' ')} See ${withArguments(usage.command, '--help')}.`);
  return { options: Object.fromEntries(chosen), operands: positionals, all: args };
}

type Written = {
  readonly names: readonly string[];
  readonly positionals: readonly string[];
  readonly args: readonly string[];
};

/** What is wrong with arguments that the command does not know. */
function unknownArguments({ options, operands, handsOn }: Usage<Options>, { names, positionals, args }: Written) {
  const known = operands?.known ?? {};
  const isUnknown = (one: string) => !Object.hasOwn(known, one) && (operands?.known || !operands);
  if (handsOn) {
    const [first] = args;
    if (!operands?.known) return [];
    if (first === undefined) return [`Name one of ${listOf(known)}.`];
    return isUnknown(first) ? [notKnown(`"${first}"`, known)] : [];
  }
  const dashed = (name: string) => `-${name.length > 1 ? '-' : ''}${name}`;
  const ours = Object.fromEntries(Object.keys(options).map((name) => [dashed(name), true]));
  return [
    ...positionals.filter(isUnknown).map((one) => notKnown(`"${one}"`, known)),
    ...names.filter((name) => !Object.hasOwn(options, name)).map((name) => notKnown(dashed(name), ours)),
  ];
}

const listOf = (known: object) => Object.keys(known).join(', ');

function notKnown(what: string, known: object): string {
  const count = Object.keys(known).length;
  return `${what} is not known${count > 0 ? ` (${listOf(known)} ${count > 1 ? 'are' : 'is'})` : ''}.`;
}
