import { inQuery } from './faults.ts';

type QueryFault = ReturnType<typeof inQuery> & { readonly detail: string };

/**
 * The parameters of a query string, decoded, and what is wrong with them, each told once. API Gateway joins the values of a
 * repeated parameter with commas, so they are read from the string as it was sent.
 *
 * A faulty parameter keeps its first value, as it was sent where it cannot be decoded: it is given, and what goes with it
 * must not be told that it is missing.
 */
export function queryParameters(rawQueryString: string): { values: Record<string, string>; faults: QueryFault[] } {
  const values = new Map<string, string>();
  const faults = new Map<string, QueryFault>();
  const refuse = (name: string, detail: string) => {
    if (!faults.has(name)) faults.set(name, { ...inQuery([name]), detail });
  };

  for (const pair of rawQueryString.split('&').filter(Boolean)) {
    const [rawName = '', ...rest] = pair.split('=');
    const [name, value] = [decoded(rawName), decoded(rest.join('='))];
    const known = name ?? rawName;
    if (values.has(known)) refuse(known, 'is given more than once');
    else if (name === undefined || value === undefined) refuse(known, 'is not percent-encoded UTF-8');
    values.set(known, values.get(known) ?? value ?? rest.join('='));
  }
  return { values: Object.fromEntries(values), faults: [...faults.values()] };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
