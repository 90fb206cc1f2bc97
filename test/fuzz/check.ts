import { document, faultsAt, type Received, undocumented } from '../support/documented.ts';
import type { Outgoing } from './wire.ts';

/** What is wrong with an answer: 5xx, not as the document says, or a yes to what the document does not allow. */
export function faultsOf(sent: Outgoing, received: Received): string[] {
  const { status } = received;
  if (status >= 500) return [`5xx: ${status}`];
  const faults = undocumented(`${sent.method} ${sent.target}`, received);
  return status < 300 ? [...faults, ...notAllowed(sent)] : faults;
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
