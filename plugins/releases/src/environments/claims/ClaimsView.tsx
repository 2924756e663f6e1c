import { Button, Link } from '@backstage/ui';
import type {
  Claim,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { RiCheckDoubleLine } from '@remixicon/react';
import { ReactNode, useId } from 'react';
import { useNames } from '../../shared/data';
import { FailureState, StatePicture } from '../../shared/states';
import { useText } from '../../translation';
import { BoardActions } from '../BoardActions';
import { useOpenDialog } from '../dialogs';
import {
  environmentName,
  MoreMenu,
  Panel,
  plainDay,
  RowAction,
  shortDay,
  StatusChip,
  StatusText,
  useClock,
  useEntityHref,
  useMe,
  ViewSkeleton,
} from '../shared';
import styles from './ClaimsView.module.css';
import { ClaimTable } from './ClaimTable';
import { dueToAttest, useClaims } from './useClaims';
import { useClaimSteps } from './useClaimSteps';

const WAITING = ['requested', 'asked', 'handover-offered'];

/** Who answers for what: what waits for a decision, what nobody owns, what is to be attested, and all there was. */
export function ClaimsView() {
  const t = useText();
  const clock = useClock();
  const nameOf = useNames();
  const me = useMe();
  const open = useOpenDialog();
  const claims = useClaims();
  const stepsOf = useClaimSteps(me);
  if (claims.error !== undefined)
    return (
      <FailureState
        error={claims.error}
        title={t('environments.claims.failed')}
        forbidden={t('environments.claims.forbidden')}
        permission="releases.claim.read"
        onRetry={claims.reload}
      />
    );
  if (!claims.data) return <ViewSkeleton />;
  const { all, unowned } = claims.data;
  const waiting = all.filter(({ status }) => WAITING.includes(status));
  const due = dueToAttest(all, clock.now);
  const isQuiet =
    waiting.length === 0 && unowned.length === 0 && due.length === 0;

  return (
    <div className={styles.view}>
      <BoardActions />
      {isQuiet && (
        <StatePicture
          role="status"
          icon={<RiCheckDoubleLine size={20} />}
          title={t('environments.claims.quiet')}
        >
          {t('environments.claims.quietText')}
        </StatePicture>
      )}
      {waiting.length > 0 && (
        <Panel
          title={t('environments.claims.waiting')}
          count={waiting.length}
          flush
        >
          <ul className={styles.list}>
            {waiting.map(claim => (
              <ClaimItem
                key={claim.id}
                claim={claim}
                text={waitingText(claim)}
                mark={
                  <StatusChip status="pending">
                    {t(`environments.claims.status.${claim.status}`)}
                  </StatusChip>
                }
                actions={stepsOf(claim)}
              />
            ))}
          </ul>
        </Panel>
      )}
      {unowned.length > 0 && (
        <Panel
          title={t('environments.claims.orphans')}
          count={unowned.length}
          flush
        >
          <ul className={styles.list}>
            {unowned.map(row => (
              <OrphanItem
                key={row.environment.ref}
                row={row}
                lapsed={all.find(
                  ({ status, environmentRef }) =>
                    status === 'orphaned' &&
                    environmentRef === row.environment.ref,
                )}
                onClaim={
                  row.may.claim
                    ? () => open({ dialog: 'claim', rows: [row] })
                    : undefined
                }
              />
            ))}
          </ul>
        </Panel>
      )}
      {due.length > 0 && (
        <Panel title={t('environments.claims.due')} count={due.length} flush>
          <ul className={styles.list}>
            {due.map(({ claim, dueAt, isOverdue }) => (
              <ClaimItem
                key={claim.id}
                claim={claim}
                text={t('environments.claims.dueText', {
                  group: nameOf(claim.group),
                  user: claim.steward
                    ? nameOf(claim.steward)
                    : nameOf(claim.requestedBy),
                })}
                mark={
                  <StatusText status="attest" size="meta" tinted>
                    {isOverdue
                      ? t('environments.claims.overdue', {
                          day: shortDay(dueAt, clock),
                        })
                      : t('environments.board.attestBy', {
                          day: shortDay(dueAt, clock),
                        })}
                  </StatusText>
                }
                actions={stepsOf(claim)}
              />
            ))}
          </ul>
        </Panel>
      )}
      <ClaimTable claims={all} stepsOf={stepsOf} />
    </div>
  );

  function waitingText(claim: Claim): string {
    const context = {
      group: nameOf(claim.group),
      user: nameOf(claim.requestedBy),
      to: claim.offeredTo ? nameOf(claim.offeredTo) : '',
      day: plainDay(claim.updatedAt, clock),
    };
    if (claim.status === 'requested')
      return t('environments.claims.requestedText', context);
    return claim.status === 'asked'
      ? t('environments.claims.askedText', context)
      : t('environments.claims.offeredText', context);
  }
}

function ClaimItem(props: {
  claim: Claim;
  text: string;
  mark: ReactNode;
  actions: RowAction[];
}) {
  const { claim, text, mark, actions } = props;
  const nameOf = useNames();
  return (
    <Item
      environmentRef={claim.environmentRef}
      name={nameOf(claim.environmentRef)}
      text={claim.reason ? `${text} “${claim.reason}”` : text}
      mark={mark}
      actions={actions}
    />
  );
}

function OrphanItem(props: {
  row: EnvironmentRow;
  /** The claim that holds no longer. */
  lapsed?: Claim;
  onClaim?: () => void;
}) {
  const { row, lapsed, onClaim } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const { owner, idle, environment } = row;
  const parts: string[] = [
    owner.orphanedAt && lapsed
      ? t('environments.claims.orphanText', {
          group: nameOf(lapsed.group),
          day: plainDay(owner.orphanedAt, clock),
          reason: lapsed.statusReason ? ` ${lapsed.statusReason}.` : '',
        })
      : t('environments.claims.neverText'),
  ];
  if (idle.idle && idle.days !== undefined)
    parts.push(t('environments.claim.idle', { count: idle.days }));
  return (
    <Item
      environmentRef={environment.ref}
      name={environmentName(environment)}
      text={parts.join(' ')}
      mark={
        <StatusChip status="unclaimed">
          {owner.orphanedAt
            ? t('environments.board.orphaned')
            : t('environments.board.unclaimed')}
        </StatusChip>
      }
      actions={
        onClaim
          ? [
              {
                id: 'claim',
                label: t('environments.act.claim'),
                run: onClaim,
              },
            ]
          : []
      }
    />
  );
}

function Item(props: {
  environmentRef: string;
  name: string;
  text: string;
  mark: ReactNode;
  actions: RowAction[];
}) {
  const { environmentRef, name, text, mark, actions } = props;
  const t = useText();
  const id = useId();
  const href = useEntityHref()(environmentRef);
  const [first, second, ...rest] = actions;
  return (
    <li className={styles.item} aria-labelledby={id}>
      <div className={styles.words}>
        <span id={id} className={styles.name}>
          {href ? <Link href={`${href}/environment`}>{name}</Link> : name}
        </span>
        <span className={styles.quiet}>{text}</span>
      </div>
      <div className={styles.mark}>{mark}</div>
      <div className={styles.buttons}>
        {[first, second].map(
          (action, index) =>
            action && (
              <Button
                key={action.id}
                variant={index === 0 ? 'secondary' : 'tertiary'}
                aria-label={t('environments.board.actionOn', {
                  action: action.label,
                  name,
                })}
                onPress={action.run}
              >
                {action.label}
              </Button>
            ),
        )}
        <MoreMenu
          label={t('environments.board.moreOf', { name })}
          actions={rest}
        />
      </div>
    </li>
  );
}
