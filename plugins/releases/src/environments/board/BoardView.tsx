import { useApi } from '@backstage/frontend-plugin-api';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { FailureState } from '../../shared/states';
import { useText } from '../../translation';
import { loadAll, ViewSkeleton } from '../shared';
import { BoardTable } from './BoardTable';

/** Every environment: who owns it, who has it, until when. */
export function BoardView() {
  const t = useText();
  const api = useApi(releasesApiRef);
  const rows = useQuery('board', signal =>
    loadAll(paging => api.listEnvironments({ query: paging }, { signal })),
  );
  if (rows.error !== undefined)
    return (
      <FailureState
        error={rows.error}
        title={t('environments.failed')}
        forbidden={t('environments.forbidden')}
        permission="releases.environment.read"
        onRetry={rows.reload}
      />
    );
  if (!rows.data) return <ViewSkeleton />;
  return <BoardTable rows={rows.data} />;
}
