/** Numbers plain data by its content, and keeps one of each content. */
export function numbering() {
  const known = new Map<string, { readonly number: number; readonly first: object }>();
  const numbers = new WeakMap<object, number>();
  const entryOf = (data: object) => {
    const content = JSON.stringify(data);
    const entry = known.get(content) ?? { number: known.size, first: data };
    known.set(content, entry);
    numbers.set(data, entry.number);
    return entry;
  };
  return {
    idOf: (data: object): number => numbers.get(data) ?? entryOf(data).number,
    unique: <T extends object>(data: T): T => entryOf(data).first as T,
  };
}
