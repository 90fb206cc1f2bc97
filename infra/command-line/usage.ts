import { columns } from './columns.ts';
import type { Options } from './options.ts';

/** What a command is for and what may be written after it: all that `--help` prints. */
export type Usage<Of extends Options> = {
  /** As it is typed: `npm run demo`. */
  readonly command: string;
  /** A sentence. */
  readonly purpose: string;
  readonly options: Of;
  /** The arguments that are no options: what stands for them, and the meaning of each, where not any will do. */
  readonly operands?: { readonly placeholder: string; readonly known?: Readonly<Record<string, string>> };
  /** For a command that hands on what it does not know itself: a sentence that says to what. */
  readonly handsOn?: string;
  /** What else is worth knowing. */
  readonly notes?: string;
};

/** What `--help` prints. */
export function helpOf({ command, purpose, options, operands, handsOn, notes }: Usage<Options>): string {
  const rows = [
    ...Object.entries(operands?.known ?? {}),
    ...Object.entries(options).map(([name, { means, placeholder, byDefault }]) => [
      `--${name}${placeholder ? ` ${placeholder}` : ''}`,
      byDefault === undefined || byDefault === false ? means : `${means} (${byDefault})`,
    ]),
  ];
  const hasOptions = Object.keys(options).length > 0;
  const written = [operands?.placeholder, hasOptions && '[options]', handsOn && '...'].filter(Boolean).join(' ');
  return [
    purpose,
    `Usage: ${written ? withArguments(command, written) : command}`,
    columns(rows).replace(/^./gm, '  $&'),
    handsOn,
    notes,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A command with arguments; npm hands on only what stands after `--`. */
export const withArguments = (command: string, args: string): string =>
  `${command}${command.includes(' -- ') ? '' : ' --'} ${args}`;
