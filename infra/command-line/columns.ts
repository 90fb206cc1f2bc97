type Row = readonly string[];

/** A table for a terminal: columns that line up, two spaces apart, those of numbers to the right. */
export function columns(rows: readonly Row[], head?: Row): string {
  const all = head ? [head, ...rows] : rows;
  const aligned = (cell: string, column: number) => {
    const width = Math.max(...all.map((row) => row[column]?.length ?? 0));
    const isNumeric = rows.every((row) => /^[\d,.]+$/.test(row[column] ?? ''));
    return isNumeric ? cell.padStart(width) : cell.padEnd(width);
  };
  return all.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}
