import { Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  attestationOf,
  EnvironmentRow,
  Obligation,
  obligationState,
} from '@release-desk/plugin-releases-common';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiTimeLine,
} from '@remixicon/react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { obligationTitle } from '../claims/obligations';
import { useClaimSteps } from '../claims/useClaimSteps';
import { useOpenDialog } from '../dialogs';
import {
  longDay,
  Me,
  MoreMenu,
  Panel,
  plainDay,
  shortDay,
  useAct,
  useClock,
} from '../shared';
import styles from './EnvironmentContent.module.css';

/** What the group that owns it took on, and when each is due. */
export function ClaimPanel(props: { row: EnvironmentRow; me: Me | undefined }) {
  const { row, me } = props;
  const { claim } = row;
  const t = useText();
  const clock = useClock();
  const open = useOpenDialog();
  const stepsOf = useClaimSteps(me);
  const attestation = claim && attestationOf(claim, clock.now);
  if (!claim || !attestation)
    return (
      <Panel
        title={t('environments.panel.claim')}
        actions={
          row.may.claim && (
            <Button
              variant="secondary"
              onPress={() => open({ dialog: 'claim', rows: [row] })}
            >
              {t('environments.act.claim')}
            </Button>
          )
        }
      >
        <span className={styles.quiet}>
          {claim?.status === 'requested'
            ? t('environments.panel.claimWaits')
            : t('environments.panel.noClaim')}
        </span>
      </Panel>
    );
  const [first, ...rest] = stepsOf(claim).filter(({ id }) => id !== 'attest');
  const isSoon = attestation.state !== 'attested';
  return (
    <Panel
      title={t('environments.panel.claim')}
      flush
      actions={
        <>
          {first && (
            <Button variant="secondary" onPress={first.run}>
              {first.label}
            </Button>
          )}
          <MoreMenu label={t('environments.panel.moreClaim')} actions={rest} />
        </>
      }
    >
      <div style={{ padding: '0 20px' }}>
        <div className={styles.between}>
          <span>
            {t('environments.panel.attested', {
              day: longDay(attestation.since, clock),
            })}
          </span>
          <span className={styles.due} data-soon={isSoon || undefined}>
            {t('environments.panel.due', {
              day: shortDay(attestation.dueAt, clock),
            })}
          </span>
        </div>
        <div
          className={styles.meter}
          data-soon={isSoon || undefined}
          role="meter"
          aria-label={t('environments.panel.elapsed')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(attestation.elapsed * 100)}
        >
          <span style={{ width: `${attestation.elapsed * 100}%` }} />
        </div>
      </div>
      <ul className={styles.rows}>
        {claim.obligations.map(obligation => (
          <Duty
            key={obligation.id}
            row={row}
            obligation={obligation}
            mayFulfil={me?.groups.includes(claim.group) ?? false}
          />
        ))}
      </ul>
    </Panel>
  );
}

const DUTY_LOOKS = {
  met: { Icon: RiCheckboxCircleLine, tone: 'good' },
  due: { Icon: RiTimeLine, tone: 'warn' },
  overdue: { Icon: RiErrorWarningLine, tone: 'wrong' },
} as const;

function Duty(props: {
  row: EnvironmentRow;
  obligation: Obligation;
  mayFulfil: boolean;
}) {
  const { row, obligation, mayFulfil } = props;
  const claim = row.claim!;
  const t = useText();
  const api = useApi(releasesApiRef);
  const act = useAct();
  const nameOf = useNames();
  const clock = useClock();
  const { state, dueAt } = obligationState(obligation, {
    activeSince: claim.activeSince ?? claim.createdAt,
    now: clock.now,
  });
  const { Icon, tone } = DUTY_LOOKS[state];
  const title = obligationTitle(obligation.kind, obligation.due, t);
  let done: string = t('environments.panel.notDone');
  if (obligation.doneAt)
    done = obligation.doneBy
      ? t('environments.panel.doneBy', {
          day: plainDay(obligation.doneAt, clock),
          who: nameOf(obligation.doneBy),
        })
      : t('environments.panel.done', {
          day: plainDay(obligation.doneAt, clock),
        });
  else if (!dueAt) done = t('environments.panel.noneOpen');
  return (
    <li>
      <span className={styles.icon} data-tone={tone} aria-hidden>
        <Icon size={16} />
      </span>
      <span>
        {title}
        <span className={`${styles.meta} ${styles.quiet}`}>
          {state === 'overdue' && `${t('environments.panel.overdue')}. `}
          {done}
        </span>
        {mayFulfil && state !== 'met' && (
          <Button
            variant="tertiary"
            aria-label={t('environments.board.actionOn', {
              action: t('environments.act.fulfil'),
              name: title,
            })}
            onPress={() =>
              act(
                () =>
                  api.fulfilObligation({
                    params: { id: claim.id },
                    revision: claim.revision,
                    body: { obligationId: obligation.id },
                  }),
                t('environments.done.fulfilled'),
              )
            }
          >
            {t('environments.act.fulfil')}
          </Button>
        )}
      </span>
      <span>
        {dueAt && (
          <span className={styles.due} data-soon={state !== 'met' || undefined}>
            {shortDay(dueAt, clock)}
          </span>
        )}
      </span>
    </li>
  );
}
