import {
  Environment,
  MatrixRow,
  promotionPath,
} from '@release-desk/plugin-releases-common';

/**
 * The ways on which a component travels: along the next environments, from the
 * first at which it runs. Those that it fills best come first, so that a place
 * where it never was does not stand before the one that production waits for.
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
  const share = (path: string[]) =>
    path.filter(ref => running.has(ref)).length / path.length;
  const paths = new Map<string, string[]>();
  for (const { ref } of environments) {
    if (!led.has(ref)) {
      const whole = promotionPath(ref, environments);
      const path = whole.slice(whole.findIndex(one => running.has(one)));
      if (running.has(path[0]) && path.length > 1)
        paths.set(path.join(' '), path);
    }
  }
  return [...paths.values()].sort(
    (a, b) => share(b) - share(a) || b.length - a.length,
  );
}
