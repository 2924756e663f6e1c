import type { CellDeployment, Deployment, VersionCell } from './schema';

/**
 * By instant, its begin before its outcome when both name one instant, then by
 * id: any order of arrival ends the same.
 */
function isLater(one: CellDeployment, other: CellDeployment | undefined) {
  if (!other) {
    return true;
  }
  const difference =
    Date.parse(one.at) - Date.parse(other.at) || rank(one) - rank(other);
  return difference > 0 || (difference === 0 && one.id > other.id);
}

function rank({ result }: CellDeployment): number {
  return result === 'in-progress' ? 0 : 1;
}

function isSettled({ result }: CellDeployment): boolean {
  return result === 'succeeded' || result === 'removed';
}

/**
 * The cell with one more deployment. Reports may come late, in any order and
 * more than once: the outcome is the same. `undefined` when it changes nothing,
 * so that nothing is written.
 *
 * @public
 */
export function addDeployment(
  cell: VersionCell,
  deployment: Pick<
    Deployment,
    'id' | 'version' | 'digest' | 'run' | 'actor' | 'at' | 'result'
  >,
): VersionCell | undefined {
  const { id, version, digest, run, actor, at, result } = deployment;
  const one: CellDeployment = {
    id,
    version,
    ...(digest && { digest }),
    ...(run && { run }),
    ...(actor && { actor }),
    at,
    result,
  };
  const isLatest = isLater(one, cell.latest);
  const isCurrent = isSettled(one) && isLater(one, cell.current);
  return isLatest || isCurrent
    ? {
        ...cell,
        ...(isLatest && { latest: one }),
        ...(isCurrent && { current: one }),
      }
    : undefined;
}

/**
 * What runs in a cell: the last deployment that succeeded, unless it was removed
 * since.
 *
 * @public
 */
export function runningIn(cell: VersionCell): CellDeployment | undefined {
  return cell.current?.result === 'succeeded' ? cell.current : undefined;
}
