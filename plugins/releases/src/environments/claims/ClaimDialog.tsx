import { useApi } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import type {
  ClaimStatus,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import {
  RiBrushLine,
  RiDatabase2Line,
  RiGitPullRequestLine,
  RiShieldCheckLine,
  RiShieldFlashLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { ReactElement, useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { FormDialog, Problem } from '../dialogs/FormDialog';
import dialogStyles from '../dialogs/Dialogs.module.css';
import { useSubmit } from '../dialogs/useSubmit';
import {
  environmentName,
  formatMoney,
  plainDay,
  shortDay,
  useClock,
  useMe,
} from '../shared';
import styles from './ClaimDialog.module.css';
import {
  ATTEST_EVERY_MONTHS,
  firstDue,
  obligationsOf,
  obligationTitle,
} from './obligations';
import { ownerInCatalog, useGroups, useMembers } from './useGroups';

export interface ClaimDialogProps {
  /** What can be claimed; with more than one, one chooses. */
  rows: EnvironmentRow[];
  onClose(): void;
}

/** A claim is there at once where the portal asks nobody to confirm. */
const DONE: Partial<Record<ClaimStatus, 'asked' | 'claimed'>> = {
  asked: 'asked',
  active: 'claimed',
};

const ICONS: Record<string, ReactElement> = {
  'clean-up': <RiBrushLine size={16} />,
  patching: <RiShieldFlashLine size={16} />,
  'data-refresh': <RiDatabase2Line size={16} />,
  'data-replacement': <RiDatabase2Line size={16} />,
};

/** Takes an environment on for a group, or asks another group to. */
export function ClaimDialog(props: ClaimDialogProps) {
  const { rows, onClose } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const clock = useClock();
  const me = useMe();
  const [ref, setRef] = useState(rows[0]?.environment.ref);
  const row = rows.find(one => one.environment.ref === ref) ?? rows[0];
  const [chosenGroup, setGroup] = useState<string>();
  const [chosenSteward, setSteward] = useState<string>();
  const [escalation, setEscalation] = useState('');
  const mine = me?.groups ?? [];
  const others = useGroups().filter(one => !mine.includes(one));
  const group = chosenGroup ?? mine[0];
  const isAsked = group !== undefined && !mine.includes(group);
  const members = useMembers(group);
  const steward =
    chosenSteward && members.includes(chosenSteward)
      ? chosenSteward
      : members.find(one => one === me?.userRef);
  const name = environmentName(row.environment);
  const groupName = group ? nameOf(group) : '';
  const obligations = obligationsOf(row, clock.now);

  const form = useSubmit({
    isReady: group !== undefined,
    send: () =>
      api.createClaim({
        body: {
          environmentRef: row.environment.ref,
          group: group!,
          ...(steward && { steward }),
          escalation: escalation.trim(),
          attestEveryMonths: ATTEST_EVERY_MONTHS,
          obligations,
          ask: isAsked,
        },
      }),
    done: ({ status }) =>
      t(`environments.done.${DONE[status] ?? 'requested'}`, {
        name,
        group: groupName,
      }),
    onDone: onClose,
  });

  return (
    <FormDialog
      title={t('environments.claim.title', { name })}
      width={640}
      next={
        isAsked
          ? t('environments.claim.nextAsked', { group: groupName })
          : t('environments.claim.next')
      }
      deed={
        isAsked
          ? t('environments.claim.ask', { group: groupName })
          : t('environments.claim.deed', { group: groupName })
      }
      form={form}
      onClose={onClose}
    >
      {rows.length > 1 && (
        <Select
          label={t('environments.claim.which')}
          options={rows.map(({ environment }) => ({
            id: environment.ref,
            label: environmentName(environment),
          }))}
          value={row.environment.ref}
          onChange={key => key && setRef(String(key))}
        />
      )}
      <Standing row={row} />
      <div className={dialogStyles.pair}>
        <div>
          <Select
            label={t('environments.claim.group')}
            search={{
              mode: 'client',
              placeholder: t('environments.claim.find'),
            }}
            options={[...mine, ...others].map(one => ({
              id: one,
              label: nameOf(one),
            }))}
            value={group ?? null}
            onChange={key => key && setGroup(String(key))}
          />
          {form.asked && !group && (
            <Problem>{t('environments.claim.groupNeeded')}</Problem>
          )}
        </div>
        <Select
          label={t('environments.claim.steward')}
          options={members.map(one => ({ id: one, label: nameOf(one) }))}
          value={steward ?? null}
          onChange={key => key && setSteward(String(key))}
        />
      </div>
      <TextField
        label={t('environments.claim.escalation')}
        maxLength={500}
        value={escalation}
        onChange={setEscalation}
      />
      {group && (
        <div>
          <p className={dialogStyles.label}>
            {t('environments.claim.takesOn', { group: groupName })}
          </p>
          <ul className={styles.duties}>
            {obligations.map(({ kind, due }) => (
              <li
                key={kind}
                data-pressing={kind === 'data-replacement' || undefined}
              >
                <span className={styles.icon} aria-hidden>
                  {ICONS[kind]}
                </span>
                <span>{obligationTitle(kind, due, t)}</span>
                <span className={styles.due}>{firstDue(due, clock, t)}</span>
              </li>
            ))}
            <li>
              <span className={styles.icon} aria-hidden>
                <RiShieldCheckLine size={16} />
              </span>
              <span>
                {t('environments.duty.attest', {
                  every: t('environments.every.month', {
                    count: ATTEST_EVERY_MONTHS,
                  }),
                })}
              </span>
              <span className={styles.due}>
                {t('environments.duty.firstOn', {
                  day: shortDay(
                    DateTime.fromMillis(clock.now)
                      .plus({ months: ATTEST_EVERY_MONTHS })
                      .toUTC()
                      .toISO()!,
                    clock,
                  ),
                })}
              </span>
            </li>
          </ul>
        </div>
      )}
      {group && row.owner.catalogOwner && row.owner.catalogOwner !== group && (
        <CatalogNote catalogOwner={row.owner.catalogOwner} group={group} />
      )}
    </FormDialog>
  );
}

/** Who had it, how long nobody has, and what it costs meanwhile. */
function Standing(props: { row: EnvironmentRow }) {
  const { owner, claim, idle, environment } = props.row;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const parts: string[] = [];
  if (owner.owner)
    parts.push(t('environments.claim.ownedBy', { group: nameOf(owner.owner) }));
  else if (owner.orphanedAt)
    parts.push(
      t('environments.claim.orphaned', {
        day: plainDay(owner.orphanedAt, clock),
        reason: claim?.statusReason ? `: ${claim.statusReason}` : '',
      }),
    );
  else parts.push(t('environments.claim.nobody'));
  const cost = environment.costPerDay && formatMoney(environment.costPerDay);
  if (idle.idle && idle.days !== undefined)
    parts.push(
      cost
        ? t('environments.claim.idleCost', { count: idle.days, cost })
        : t('environments.claim.idle', { count: idle.days }),
    );
  else if (cost) parts.push(t('environments.claim.cost', { cost }));
  return <p>{parts.join(' ')}</p>;
}

function CatalogNote(props: { catalogOwner: string; group: string }) {
  const { catalogOwner, group } = props;
  const t = useText();
  const nameOf = useNames();
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.note}>
      <span className={styles.icon} aria-hidden>
        <RiGitPullRequestLine size={16} />
      </span>
      <div>
        {t('environments.claim.catalog', {
          owner: nameOf(catalogOwner),
          group: nameOf(group),
        })}{' '}
        <button
          type="button"
          className={styles.copy}
          onClick={async () => {
            await navigator.clipboard?.writeText(
              `spec:\n  owner: ${ownerInCatalog(group)}\n`,
            );
            setCopied(true);
          }}
        >
          {copied
            ? t('environments.claim.copied')
            : t('environments.claim.copy')}
        </button>
      </div>
    </div>
  );
}
