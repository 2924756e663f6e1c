import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentRow,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { ReleasesApi, releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';

export interface Matrix {
  /** The columns, along the promotion path. */
  environments: EnvironmentRow[];
  /** Those too that no column is for, as paths lead over them. */
  known: EnvironmentRow[];
  rows: MatrixRow[];
  total?: number;
  /** There are more components than are loaded. */
  hasMore: boolean;
}

export interface MatrixQuestion {
  q?: string;
  system?: string[];
  componentRef?: string[];
}

const PAGE = 100;
const EVERY = 500;

async function loadRows(
  api: ReleasesApi,
  question: MatrixQuestion,
  pages: number,
  signal?: AbortSignal,
) {
  const rows: MatrixRow[] = [];
  let refs: string[] = [];
  let cursor: string | undefined;
  let total: number | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await api.getVersionMatrix(
      { query: { ...question, limit: PAGE, cursor } },
      { signal },
    );
    rows.push(...answer.items);
    refs = answer.environments;
    total = answer.totalItems;
    cursor = answer.pageInfo.nextCursor;
    if (cursor === undefined) break;
  }
  return { rows, refs, total, hasMore: cursor !== undefined };
}

async function load(
  api: ReleasesApi,
  question: MatrixQuestion,
  pages: number,
  signal?: AbortSignal,
): Promise<Matrix> {
  const [{ rows, refs, total, hasMore }, { items: known }] = await Promise.all([
    loadRows(api, question, pages, signal),
    api.listEnvironments({ query: { limit: EVERY } }, { signal }),
  ]);
  return {
    // Cells stand in the order of the refs, which the board may not all know.
    environments: refs.flatMap(
      ref => known.find(({ environment }) => environment.ref === ref) ?? [],
    ),
    rows: rows.map(row => ({
      ...row,
      cells: row.cells.filter(({ environmentRef }) =>
        known.some(({ environment }) => environment.ref === environmentRef),
      ),
    })),
    known,
    total,
    hasMore,
  };
}

/** What runs where, page by page. */
export function useMatrix(question: MatrixQuestion): QueryState<Matrix> & {
  loadMore(): void;
  loadAll(): Promise<Matrix>;
} {
  const api = useApi(releasesApiRef);
  const [pages, setPages] = useState(1);
  const query = useQuery(
    `matrix ${JSON.stringify(question)} ${pages}`,
    signal => load(api, question, pages, signal),
  );
  return {
    ...query,
    loadMore: () => setPages(last => last + 1),
    loadAll: () => load(api, question, Infinity),
  };
}
