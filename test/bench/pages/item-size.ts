type Attribute = string | number | { readonly [name: string]: Attribute };

/** An item's bytes as DynamoDB bills them: names and values in UTF-8, 3 for a map and 1 for each of its entries. */
export function itemSize(item: Readonly<Record<string, Attribute>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: Attribute): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  return 3 + Object.keys(value).length + itemSize(value);
}
