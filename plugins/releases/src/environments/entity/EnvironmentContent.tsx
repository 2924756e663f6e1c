import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { Announcer } from '../../shared/a11y';
import { FailureState } from '../../shared/states';
import { useText } from '../../translation';
import { DialogHost } from '../dialogs';
import { useMe, ViewSkeleton } from '../shared';
import { environmentTokens } from '../tokens';
import { AccessPanel } from './AccessPanel';
import { AnswerPanel } from './AnswerPanel';
import { ClaimPanel } from './ClaimPanel';
import { DataPanel } from './DataPanel';
import styles from './EnvironmentContent.module.css';
import { FindingsPanel } from './FindingsPanel';
import { HistoryPanel } from './HistoryPanel';
import { PromotionPanel } from './PromotionPanel';
import { useEnvironmentRow } from './useEnvironmentRow';
import { useRunsHere } from './useRunsHere';
import { RunsHerePanel } from './RunsHerePanel';

/** The tab Environment: who owns it, who has it, what one may do; below, what the answers rest on. */
export function EnvironmentContent() {
  return (
    <Announcer>
      <DialogHost>
        <div className={`${environmentTokens} ${styles.page}`}>
          <Content />
        </div>
      </DialogHost>
    </Announcer>
  );
}

function Content() {
  const t = useText();
  const row = useEnvironmentRow();
  if (row.error !== undefined)
    return (
      <FailureState
        error={row.error}
        title={t('environments.failed')}
        forbidden={t('environments.forbidden')}
        permission="releases.environment.read"
        onRetry={row.reload}
      />
    );
  if (!row.data) return <ViewSkeleton />;
  return <Known row={row.data} />;
}

function Known(props: { row: EnvironmentRow }) {
  const { row } = props;
  const me = useMe();
  const runs = useRunsHere(row.environment.ref);
  return (
    <>
      <AnswerPanel row={row} me={me} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <PromotionPanel environment={row.environment} runs={runs.data} />
          <RunsHerePanel environment={row.environment} runs={runs} />
          <HistoryPanel environment={row.environment} />
        </div>
        <div className={styles.column}>
          <ClaimPanel row={row} me={me} />
          <FindingsPanel row={row} />
          <DataPanel row={row} />
          <AccessPanel environment={row.environment} />
        </div>
      </div>
    </>
  );
}
