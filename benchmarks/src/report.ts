import { Timing } from './measure';

/** One line of the table. */
export interface Row {
  where: string;
  what: string;
  figure: string;
  /** What it is held against, and how it compares. */
  against?: string;
  ratio?: string;
  bar?: string;
  /** Absent for what has no bar. */
  met?: boolean;
}

/** A timing that others are held against. */
export function plainRow(where: string, what: string, timing: Timing): Row {
  return { where, what, figure: figureOf(timing) };
}

/** A timing beside another one of the same run, of which it may take at most `most` times. */
export function ratioRow(options: {
  where: string;
  what: string;
  timing: Timing;
  against: string;
  ratio: number;
  /** Absent: for the reader's information. */
  most?: number;
}): Row {
  const { where, what, timing, against, ratio, most } = options;
  return {
    where,
    what,
    figure: figureOf(timing),
    against,
    ratio: `${ratio.toFixed(2)} ×`,
    ...(most !== undefined && {
      bar: `at most ${most} ×`,
      met: ratio <= most,
    }),
  };
}

/** So many a second, of which there must be at least `least`. */
export function rateRow(options: {
  where: string;
  what: string;
  perSecond: number;
  /** Absent: for the reader's information. */
  least?: number;
}): Row {
  const { where, what, perSecond, least } = options;
  return {
    where,
    what,
    figure: `${perSecond.toFixed(0)} a second`,
    ...(least !== undefined && {
      bar: `at least ${least} a second`,
      met: perSecond >= least,
    }),
  };
}

/** A timing that may be no longer than so many milliseconds, if that is told. */
export function limitRow(options: {
  where: string;
  what: string;
  timing: Timing;
  mostMs?: number;
}): Row {
  const { where, what, timing, mostMs } = options;
  return {
    ...plainRow(where, what, timing),
    ...(mostMs !== undefined && {
      bar: `below ${mostMs} ms`,
      met: timing.median < mostMs,
    }),
  };
}

function figureOf({ median, p95 }: Timing): string {
  return `${median.toFixed(2)} ms (p95 ${p95.toFixed(2)})`;
}

const HEADINGS = ['Where', 'What', 'Median', 'Against', 'Ratio', 'Bar', ''];

/** As Markdown, aligned for the eye. */
export function formatTable(rows: Row[]): string {
  const lines = [
    HEADINGS,
    ...rows.map(row => [
      row.where,
      row.what,
      row.figure,
      row.against ?? '',
      row.ratio ?? '',
      row.bar ?? '',
      verdictOf(row),
    ]),
  ];
  const widths = HEADINGS.map((_, column) =>
    Math.max(3, ...lines.map(line => line[column].length)),
  );
  const [head, ...body] = lines.map(line =>
    line.map((cell, column) => cell.padEnd(widths[column])),
  );
  const rule = widths.map(width => '-'.repeat(width));
  return [head, rule, ...body]
    .map(cells => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function verdictOf({ met }: Row): string {
  if (met === undefined) return '';
  return met ? 'met' : 'MISSED';
}
