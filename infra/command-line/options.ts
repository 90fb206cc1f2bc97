/** An option of a command: what it means, and how its text becomes a value. */
export type Option<Value> = {
  /** A few words; the usage adds the default. */
  readonly means: string;
  /** What stands for its value in the usage, as `N`; an option without one is a flag, and takes no value. */
  readonly placeholder?: string;
  readonly byDefault: Value;
  /** The value that a text stands for, or undefined where it stands for none. */
  readonly read: (text: string) => Value | undefined;
  /** What the text must be, as `must be a whole number`. */
  readonly rule: string;
};

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of some options, by their names. */
export type ValuesOf<Of extends Options> = {
  readonly [Name in keyof Of]: Of[Name] extends Option<infer Value> ? Value : never;
};

/** An option that is there or not. */
export const flag = (means: string): Option<boolean> => ({
  means,
  byDefault: false,
  read: () => undefined,
  rule: 'takes no value',
});

type Range = { readonly lowest?: number; readonly highest?: number; readonly whole?: boolean };

/** A number; unless said otherwise, whole and not negative. */
export function number<Default extends number | undefined>(
  means: string,
  byDefault: Default,
  { lowest = 0, highest, whole = true }: Range = {},
): Option<number | Default> {
  const isWithin = (value: number) =>
    value >= lowest && value <= (highest ?? Number.MAX_SAFE_INTEGER) && (!whole || Number.isInteger(value));
  const range = highest === undefined ? `of at least ${lowest}` : `from ${lowest} to ${highest}`;
  return {
    means,
    placeholder: 'N',
    byDefault,
    read: (text) => (text.trim() !== '' && isWithin(Number(text)) ? Number(text) : undefined),
    rule: `must be a ${whole ? 'whole ' : ''}number ${range}`,
  };
}

/** One of some names. */
export const oneOf = <const Known extends string, const Default extends Known | undefined>(
  means: string,
  known: readonly Known[],
  byDefault: Default,
): Option<Known | Default> => ({
  means,
  placeholder: known.length > 4 ? 'NAME' : known.join('|'),
  byDefault,
  read: (text) => known.find((name) => name === text),
  rule: `must be ${known.length === 2 ? known.join(' or ') : `one of ${known.join(', ')}`}`,
});

/** Several of some names, each once, with commas between them. */
export const someOf = <const Known extends string>(
  means: string,
  known: readonly Known[],
  byDefault: readonly Known[],
): Option<readonly Known[]> => ({
  means,
  placeholder: 'NAME,…',
  byDefault,
  read(text) {
    const names = text.split(',').map((name) => known.find((one) => one === name));
    return new Set(names).size === names.length && names.every((name) => name !== undefined) ? names : undefined;
  },
  rule: `must be some of ${known.join(', ')}, each once, with commas between them`,
});
