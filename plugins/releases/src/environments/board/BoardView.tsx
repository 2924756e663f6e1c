import { Alert, Button } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useEffect, useRef } from 'react';
import { useAnnounce } from '../../shared/a11y';
import { useMediaQuery } from '../../shared/panel';
import { FailureState } from '../../shared/states';
import { useText } from '../../translation';
import { BoardActions } from '../BoardActions';
import { useClock, useMe, ViewSkeleton } from '../shared';
import styles from './Board.module.css';
import { BoardCards } from './BoardCards';
import { NoEnvironments, NothingMatches } from './BoardEmpty';
import { BoardFilters } from './BoardFilters';
import { BoardTable } from './BoardTable';
import { NeedsYou } from './NeedsYou';
import { useBoard, useBoardWeek } from './useBoard';
import { useBoardUrl } from './useBoardUrl';
import { useLostLeases } from './useLostLeases';
import { useNeeds } from './useNeeds';
import { useSettled } from './useSettled';

const NOBODY: string[] = [];

function refOfRow({ environment }: EnvironmentRow): string {
  return environment.ref;
}

/** Every environment: what needs one, then who owns it, who has it, until when. */
export function BoardView() {
  const t = useText();
  const clock = useClock();
  const me = useMe();
  const [filter, change] = useBoardUrl();
  const { all, shown } = useBoard(filter);
  const week = useBoardWeek(clock);
  const needs = useNeeds(all.data, me, clock);
  const isNarrow = useMediaQuery('(max-width: 899px)');
  const key = JSON.stringify(filter);
  const rows = useSettled(
    key,
    shown.isLoading && shown.data === undefined ? undefined : shown.data,
    refOfRow,
  );
  useResultAnnouncement(key, rows.items?.length);
  const lost = useLostLeases(all.data, me?.groups);

  if (all.error !== undefined)
    return (
      <FailureState
        error={all.error}
        title={t('environments.failed')}
        forbidden={t('environments.forbidden')}
        permission="releases.environment.read"
        onRetry={all.reload}
      />
    );
  if (!all.data) return <ViewSkeleton />;
  if (all.data.length === 0) return <NoEnvironments />;
  const Rows = isNarrow ? BoardCards : BoardTable;
  return (
    <div className={styles.board}>
      <BoardActions />
      {lost && <Alert role="alert" status="warning" icon title={lost} />}
      <NeedsYou needs={needs} />
      <BoardFilters
        filter={filter}
        onChange={change}
        all={all.data}
        count={rows.items?.length}
      />
      {rows.changes > 0 && (
        <Button
          variant="secondary"
          className={styles.fresh}
          onPress={rows.settle}
        >
          {t('environments.board.changes', { count: rows.changes })}
        </Button>
      )}
      {shown.error !== undefined && (
        <FailureState
          error={shown.error}
          title={t('environments.failed')}
          onRetry={shown.reload}
        />
      )}
      {shown.error === undefined && !rows.items && <ViewSkeleton />}
      {rows.items?.length === 0 && (
        <NothingMatches filter={filter} all={all.data} onChange={change} />
      )}
      {rows.items && rows.items.length > 0 && (
        <Rows rows={rows.items} week={week.data} mine={me?.groups ?? NOBODY} />
      )}
    </div>
  );
}

/** Says how many there are now, after a filter has changed. */
function useResultAnnouncement(key: string, count: number | undefined) {
  const t = useText();
  const announce = useAnnounce();
  const said = useRef(key);
  useEffect(() => {
    if (count === undefined || said.current === key) return;
    said.current = key;
    announce(t('environments.filter.count', { count }));
  }, [announce, count, key, t]);
}
