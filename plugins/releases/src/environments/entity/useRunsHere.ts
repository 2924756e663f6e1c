import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MatrixCell,
  VersionCell,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';
import { loadAll } from '../shared';

export interface RunningHere {
  componentRef: string;
  cell: MatrixCell;
}

/** Whether anything runs, or was tried. */
function isReported(cell: Pick<VersionCell, 'current' | 'latest'>): boolean {
  return cell.current !== undefined || cell.latest !== undefined;
}

/** What runs in an environment, the component that was deployed last first. */
export function useRunsHere(ref: string): QueryState<RunningHere[]> {
  const api = useApi(releasesApiRef);
  return useQuery(`runs ${ref}`, async signal => {
    // The whole row, because drift is told against production.
    const rows = await loadAll(paging =>
      api.getVersionMatrix({ query: paging }, { signal }),
    );
    return rows
      .flatMap(({ componentRef, cells }) => {
        const cell = cells.find(one => one.environmentRef === ref);
        return cell && isReported(cell) ? [{ componentRef, cell }] : [];
      })
      .sort((one, other) =>
        (other.cell.latest?.at ?? '').localeCompare(one.cell.latest?.at ?? ''),
      );
  });
}
