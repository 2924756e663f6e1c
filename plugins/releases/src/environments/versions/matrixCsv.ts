import type { MatrixRow } from '@release-desk/plugin-releases-common';

/** A spreadsheet takes what begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function field(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * The matrix as RFC 4180 text: a line for each component, for each environment
 * its version and since when, at the end how far any is ahead of production.
 */
export function matrixCsv(
  rows: readonly MatrixRow[],
  environments: readonly { ref: string; name: string }[],
): string {
  const head = [
    'component',
    'domain',
    'system',
    ...environments.flatMap(({ name }) => [name, `${name} since`]),
    'ahead of production',
    'ahead since',
  ];
  const lines = rows.map(row => [
    row.componentRef,
    row.domain ?? '',
    row.system ?? '',
    ...environments.flatMap(({ ref }) => {
      const cell = row.cells.find(one => one.environmentRef === ref);
      return cell?.state === 'runs' && cell.current
        ? [cell.current.version, cell.current.at]
        : ['', ''];
    }),
    row.ahead ? String(row.ahead.steps) : '0',
    row.ahead?.since ?? '',
  ]);
  return `${[head, ...lines]
    .map(line => line.map(field).join(','))
    .join('\r\n')}\r\n`;
}
