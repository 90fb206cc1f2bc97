import { document, faultsAt, type Received, undocumented } from '../support/documented.ts';
import type { Outgoing } from './wire.ts';

/** What is wrong with an answer: 5xx, not as the document says, or a yes to what the document does not allow. */
export function faultsOf(sent: Outgoing, received: Received): string[] {
  const { status } = received;
  if (status >= 500) return [`5xx: ${status}`];
  const faults = undocumented(`${sent.method} ${sent.target}`, received);
  if (status === 400) return [...faults, ...untrue(sent, received)];
  return status < 300 ? [...faults, ...notAllowed(sent)] : faults;
}

type Told = { readonly pointer?: string; readonly parameter?: string; readonly detail: string };

/** What a problem says of the request that is told twice, or of a place that the request does not have. */
function untrue({ target, body }: Outgoing, { text }: Received): string[] {
  const { errors = [] }: { readonly errors?: readonly Told[] } = JSON.parse(text);
  const told = errors.map((fault) => JSON.stringify(fault));
  const twice = told.filter((fault, index) => told.indexOf(fault) !== index).map((fault) => `told twice: ${fault}`);

  const [, query = ''] = target.split(/\?(.*)/s);
  const given = query.split('&').map((pair) => pair.split('=')[0] ?? '');
  const parameters = new Set(given.flatMap((name) => [name, decoded(name)]));
  const isMissing = ({ pointer, parameter = '' }: Told) =>
    pointer === undefined ? !parameters.has(parameter) : !hasPlace(JSON.parse(String(body)), pointer);
  const places = errors.filter((fault) => !('header' in fault) && isMissing(fault));
  const unfounded = places.filter(({ detail }) => !/^(is required|must be one of )/.test(detail));
  return [...twice, ...unfounded.map((fault) => `told of what was not sent: ${JSON.stringify(fault)}`)];
}

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name.replaceAll('+', ' ')).toWellFormed();
  } catch {
    return name;
  }
};

/** Whether a value has the place that a JSON pointer (RFC 6901) names. */
function hasPlace(value: unknown, pointer: string): boolean {
  const [, ...keys] = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let place = value;
  for (const key of keys) {
    const found = Object.entries(Object(place)).find(([name]) => name.toWellFormed() === key);
    if (!found) return false;
    [, place] = found;
  }
  return true;
}

/** What the text of a parameter of that type says. */
function typed(value: string, type: string | undefined): unknown {
  if (type === 'integer') return Number(value);
  return type === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
}

function notAllowed({ method, target, body }: Outgoing): string[] {
  const [path = '', query = ''] = target.split('?');
  const place = ['paths', path, method.toLowerCase()];
  const { parameters = [], requestBody } = document.paths[path]?.[method.toLowerCase()] ?? {};

  const ofQuery = [...new URLSearchParams(query)].flatMap(([name, value]) => {
    const index = parameters.findIndex((parameter) => parameter.in === 'query' && parameter.name === name);
    if (index < 0) return [`accepted the parameter ${name}`];
    const { type } = (parameters[index]?.schema ?? {}) as { readonly type?: string };
    const faults = faultsAt([...place, 'parameters', `${index}`, 'schema'], typed(value, type));
    return faults.map((fault) => `accepted ${name}: ${fault}`);
  });

  if (!requestBody) return ofQuery;
  // As it arrived: a lone surrogate that is not spelt as an escape goes out as U+FFFD.
  const json = JSON.parse(Buffer.from(body ?? '').toString());
  const schema = [...place, 'requestBody', 'content', 'application/json', 'schema'];
  const ofBody = faultsAt(schema, json).map((fault) => `accepted the body: ${fault}`);
  const isUnicode = JSON.stringify(json).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(json));
  return [...ofQuery, ...ofBody, ...(isUnicode ? [] : ['accepted a lone surrogate'])];
}
