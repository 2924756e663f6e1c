import {
  Environment,
  MatrixRow,
  promotionPath,
} from '@release-desk/plugin-releases-common';

/**
 * The ways on which a component travels: from each environment that no other
 * leads to, along the next ones, where it runs at some place of it. Those on
 * which it runs at more places come first.
 */
export function promotionPaths(
  environments: readonly Environment[],
  row: Pick<MatrixRow, 'cells'>,
): string[][] {
  const running = new Set(
    row.cells
      .filter(({ current }) => current?.result === 'succeeded')
      .map(({ environmentRef }) => environmentRef),
  );
  const led = new Set(environments.flatMap(one => one.nextEnvironment ?? []));
  const count = (path: string[]) => path.filter(ref => running.has(ref)).length;
  return environments
    .filter(({ ref }) => !led.has(ref))
    .map(({ ref }) => promotionPath(ref, environments))
    .filter(path => path.length > 1 && count(path) > 0)
    .sort((a, b) => count(b) - count(a));
}
