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

async function load(
  api: ReleasesApi,
  question: MatrixQuestion,
  most: number,
  signal?: AbortSignal,
): Promise<Matrix> {
  const columns = api.listEnvironments({ query: { limit: EVERY } }, { signal });
  const rows: MatrixRow[] = [];
  let refs: string[] = [];
  let cursor: string | undefined;
  let total: number | undefined;
  do {
    const page = await api.getVersionMatrix(
      { query: { ...question, limit: Math.min(most, EVERY), cursor } },
      { signal },
    );
    rows.push(...page.items);
    refs = page.environments;
    total = page.totalItems;
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined && rows.length < most);
  const known = (await columns).items;
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
    total,
    hasMore: cursor !== undefined,
  };
}

/** What runs where, page by page. */
export function useMatrix(question: MatrixQuestion): QueryState<Matrix> & {
  loadMore(): void;
  loadAll(): Promise<Matrix>;
} {
  const api = useApi(releasesApiRef);
  const [most, setMost] = useState(PAGE);
  const query = useQuery(`matrix ${JSON.stringify(question)} ${most}`, signal =>
    load(api, question, most, signal),
  );
  return {
    ...query,
    loadMore: () => setMost(last => last + PAGE),
    loadAll: () => load(api, question, Infinity),
  };
}
