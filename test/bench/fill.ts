/**
 * What results look like in a README, as Markdown: by their key of results.json, and by that and the name of a view
 * where they are shown in more than one way, as `cost.summary`.
 */
// biome-ignore lint/suspicious/noExplicitAny: each renderer knows the results that its benchmark has written
export type Renderers = Readonly<Record<string, (results: any) => string>>;

const section = /<!-- results:([\w.-]+) -->[\s\S]*?<!-- \/results:\1 -->/g;

/** A text with every marked section filled from its results. Throws where one has no renderer or no results. */
export function filled(text: string, results: Readonly<Record<string, unknown>>, renderers: Renderers): string {
  return text.replaceAll(section, (_, name: string) => {
    const render = renderers[name];
    if (!render) throw new Error(`Nothing renders results:${name}; ${Object.keys(renderers).join(', ')} are known.`);
    const [key = ''] = name.split('.');
    if (results[key] === undefined) throw new Error(`results.json has nothing under ${key}: run its benchmark.`);
    return `<!-- results:${name} -->\n${render(results[key])}\n<!-- /results:${name} -->`;
  });
}
