/** A table for a terminal: columns that line up, numbers to the right. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const alignments = head.map((_, column) => {
    const width = Math.max(...all.map((row) => row[column]?.length ?? 0));
    const isNumeric = rows.every((row) => /^[\d,.]+$/.test(row[column] ?? ''));
    return (cell: string) => (isNumeric ? cell.padStart(width) : cell.padEnd(width));
  });
  return all
    .map((row) =>
      row
        .map((cell, column) => alignments[column]?.(cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
