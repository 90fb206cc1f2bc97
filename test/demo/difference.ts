import { CommandError } from '../../infra/command-line/command-error.ts';

/** Throws a {@link CommandError} that names the first place where two values of JSON differ. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  const difference = firstDifference(actual, expected, what);
  if (difference) throw new CommandError(difference);
}

function firstDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (!isObject(actual) || !isObject(expected)) {
    return actual === expected ? undefined : `${path} is ${shown(actual)}, and should be ${shown(expected)}`;
  }
  for (const key of Object.keys({ ...expected, ...actual })) {
    const difference = firstDifference(actual[key], expected[key], `${path}.${key}`);
    if (difference) return difference;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** As JSON in ASCII, because characters that differ may look the same. */
const shown = (value: unknown) => {
  const json = JSON.stringify(value) ?? 'missing';
  const ascii = json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return ascii.length > 200 ? `${ascii.slice(0, 200)}…` : ascii;
};
