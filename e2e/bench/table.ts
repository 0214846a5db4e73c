import type { Row } from './row.ts';

/** The rows as a Markdown table with its notes under it, for the console and for people. */
export function table(rows: Row[]): string {
  const cells = [
    ['what', 'figure', 'against', 'target', 'holds'],
    ...rows.map((row) => [
      row.what,
      row.figure,
      row.against,
      row.target,
      row.holds === null ? '-' : row.holds ? 'yes' : 'NO',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: string[]): string =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = cells;
  const notes = rows.filter(({ note }) => note !== undefined).map(({ what, note }) => `- ${what}: ${note}`);
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line), '', ...notes].join('\n');
}
