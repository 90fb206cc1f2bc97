/**
 * Makes responses comparable, those of one run in their order: JSON is laid out alike, and what chance decides becomes a
 * name. The same id has the same name throughout, so that ids which must be the same are compared.
 */
export function normalizer(): (responses: string) => string {
  const ids = new Map<string, string>();
  const nameOf = (id: string) => {
    if (!ids.has(id)) ids.set(id, `<id ${ids.size + 1}>`);
    return ids.get(id) ?? '';
  };
  return (responses) =>
    documentsOf(responses)
      .join('\n')
      .replaceAll(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, nameOf)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replaceAll(/"instance": "[^"]*"/g, '"instance": "<request>"');
}

/** The JSON documents and other lines of a text, each document laid out alike. One may stand over several lines. */
function documentsOf(text: string): string[] {
  const documents: string[] = [];
  let begun = '';
  for (const line of text.split('\n').filter(Boolean)) {
    begun += line;
    const parsed = parse(begun);
    if (parsed === undefined && begun.startsWith('{')) continue;
    documents.push(parsed === undefined ? begun : JSON.stringify(parsed, null, 2));
    begun = '';
  }
  return begun ? [...documents, begun] : documents;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
