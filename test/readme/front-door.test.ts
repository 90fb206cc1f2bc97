import { describe, expect, it } from '@jest/globals';
import { calls } from '../../infra/calls.ts';
import { problems, typeOf } from '../../lib/http/problem.ts';
import { routes } from '../../lib/routes.ts';
import { type Table, tables } from '../../lib/tables.ts';
import { anchorsOf, blocksOf, linksOf, readmeAt, rowsOf, sectionOf } from './readmes.ts';

const { text } = readmeAt('README.md');

/** What the brief asks for, in its order. */
const brief = [
  'create a user',
  'username, password, persisted',
  'send a message',
  'sender, recipient',
  'text',
  'image link (width, height)',
  'video link (length, source: YouTube, Vevo)',
  'fetch all messages of two users',
  'optional page size and page number',
  'schema definitions',
  'a script that builds and launches',
  'a sample request for each endpoint',
  '1,000 and to 1,000,000 users',
  'the history grows',
  'around the globe',
  'responsive',
  'servers in Japan and in the US coordinate',
];

describe('the front door', () => {
  it('has at most 300 lines of at most 120 columns', () => {
    const lines = text.trimEnd().split('\n');

    expect(lines.length).toBeLessThanOrEqual(300);
    expect(lines.filter((line) => [...line].length > 120)).toEqual([]);
  });

  it('leads from every line of the brief to a heading', () => {
    const rows = rowsOf(text);
    const asked = rows.map(([question]) => question).join('\n');

    expect(brief.filter((words) => !asked.includes(words))).toEqual([]);
    for (const [question, answer = ''] of rows) {
      const targets = linksOf(answer).map((target) => target.slice(1));
      expect({
        question,
        leads: targets.length > 0 && targets.every((anchor) => anchorsOf(text).includes(anchor)),
      }).toEqual({ question, leads: true });
    }
  });

  it('pictures which function uses which table, each once', () => {
    const [picture] = blocksOf(text).filter(({ language }) => language === 'mermaid');
    const arrows = [...(picture?.code ?? '').matchAll(/^ *([\w-]+) --> (.+)$/gm)].flatMap(([, from, to = '']) =>
      to.split(' & ').map((table) => `${from} ${/^\w+/.exec(table)?.[0]}`),
    );

    const known = Object.entries(calls).flatMap(([name, byTable]) =>
      Object.keys(byTable).map((table) => `${name} ${table}`),
    );
    expect(arrows.filter((arrow) => !arrow.startsWith('client')).sort()).toEqual(known.sort());
  });

  it('pictures which routes lead to which function', () => {
    const [picture] = blocksOf(text).filter(({ language }) => language === 'mermaid');
    const drawn = [...(picture?.code ?? '').matchAll(/-- "(.+)" --> ([\w-]+)/g)].flatMap(([, labels = '', name]) =>
      labels.split('<br>').flatMap((label) => {
        const [methods = '', path] = label.split(/ (?=\/)/);
        return methods.split(', ').map((method) => `${method} ${path} ${name}`);
      }),
    );

    expect(drawn.sort()).toEqual(routes.map(({ method, path, function: name }) => `${method} ${path} ${name}`).sort());
  });

  it('has a row for every route', () => {
    const listed = rowsOf(sectionOf(text, 'The API')).map(([route]) => route);

    expect(listed).toEqual(routes.map(({ method, path }) => `\`${method} ${path}\``));
  });

  it('has a row for every table, with its keys', () => {
    const listed = rowsOf(sectionOf(text, 'Data model')).map(([name, partitionKey, sortKey]) => [
      name,
      ...[partitionKey, sortKey].map((key) => /^`(\w+)`/.exec(key ?? '')?.[1]),
    ]);

    const known = Object.entries<Table>(tables).map(([name, { partitionKey, sortKey }]) => [
      name,
      partitionKey.name,
      sortKey?.name,
    ]);
    expect(listed).toEqual(known);
  });

  it('has every error with its status, where its type leads', () => {
    const listed = rowsOf(sectionOf(text, 'Errors')).flatMap(([codes = '', status]) =>
      [...codes.matchAll(/<a id="([^"]+)"><\/a>`(\w+)`/g)].map(([, id, code]) => `#${id} ${code} ${status}`),
    );

    const known = Object.entries(problems).map(
      ([code, { status }]) => `${typeOf(code as keyof typeof problems)} ${code} ${status}`,
    );
    expect(listed.sort()).toEqual(known.sort());
  });
});
