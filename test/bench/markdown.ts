/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** A number with commas between thousands, rounded to so many digits after the point. */
export const grouped = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Dollars, with cents up to a hundred of them. */
export const dollars = (value: number): string => `$${grouped(value, value < 100 ? 2 : 0)}`;
