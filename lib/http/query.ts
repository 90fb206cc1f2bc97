import { inQuery } from './faults.ts';

type QueryFault = ReturnType<typeof inQuery> & { readonly detail: string };

/**
 * The parameters of a query string, decoded, and what is wrong with them. API Gateway joins the values of a repeated
 * parameter with commas, so they are read from the string as it was sent.
 */
export function queryParameters(rawQueryString: string): { values: Record<string, string>; faults: QueryFault[] } {
  const values = new Map<string, string>();
  const faults: QueryFault[] = [];
  for (const pair of rawQueryString.split('&').filter(Boolean)) {
    const equals = pair.indexOf('=');
    const rawName = equals < 0 ? pair : pair.slice(0, equals);
    const name = decoded(rawName);
    const value = equals < 0 ? '' : decoded(pair.slice(equals + 1));
    if (name === undefined || value === undefined) {
      faults.push({ ...inQuery([name ?? rawName]), detail: 'is not percent-encoded UTF-8' });
    } else if (values.has(name)) {
      faults.push({ ...inQuery([name]), detail: 'is given more than once' });
    } else {
      values.set(name, value);
    }
  }
  return { values: Object.fromEntries(values), faults };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
