/** What a key of results.json looks like in the README, as Markdown. */
// biome-ignore lint/suspicious/noExplicitAny: each renderer knows the results that its benchmark has written
export type Renderers = Readonly<Record<string, (results: any) => string>>;

const section = /<!-- results:([\w-]+) -->[\s\S]*?<!-- \/results:\1 -->/g;

/** A text with every marked section filled from the results of its key. Throws where one has no renderer or no results. */
export function filled(text: string, results: Readonly<Record<string, unknown>>, renderers: Renderers): string {
  return text.replaceAll(section, (_, key: string) => {
    const render = renderers[key];
    if (!render) throw new Error(`Nothing renders results:${key}; ${Object.keys(renderers).join(', ')} are known.`);
    if (results[key] === undefined) throw new Error(`results.json has nothing under ${key}: run its benchmark.`);
    return `<!-- results:${key} -->\n${render(results[key])}\n<!-- /results:${key} -->`;
  });
}
