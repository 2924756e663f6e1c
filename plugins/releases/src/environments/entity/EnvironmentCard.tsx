import { ButtonLink } from '@backstage/ui';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiArrowRightLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { Announcer } from '../../shared/a11y';
import { useNames } from '../../shared/data';
import { isForbidden } from '../../shared/states';
import { useText } from '../../translation';
import { findingWord } from '../board/findingWords';
import { nextWords } from '../board/nextWords';
import { nowWords } from '../board/nowWords';
import { attestBy, ownerLines } from '../board/rowWords';
import { ActionButton } from '../board/BoardRow';
import { DialogHost } from '../dialogs';
import {
  environmentName,
  formatMoney,
  Me,
  plainDay,
  StatusChip,
  StatusText,
  useClock,
  useEntityHref,
  useMe,
  useRowActions,
  ViewSkeleton,
} from '../shared';
import { environmentTokens } from '../tokens';
import styles from './EnvironmentCard.module.css';
import { useEnvironmentRow } from './useEnvironmentRow';

/** The same answer in short, for the overview of an environment's page. */
export function EnvironmentCard() {
  const t = useText();
  const { entity } = useEntity();
  const href = useEntityHref()(stringifyEntityRef(entity));
  return (
    <Announcer>
      <DialogHost>
        <EntityInfoCard
          title={t('environments.card.title')}
          headerActions={
            href && (
              <ButtonLink
                variant="tertiary"
                aria-label={t('environments.act.page')}
                href={`${href}/environment`}
              >
                <RiArrowRightLine size={16} />
              </ButtonLink>
            )
          }
        >
          <Content />
        </EntityInfoCard>
      </DialogHost>
    </Announcer>
  );
}

function Content() {
  const t = useText();
  const row = useEnvironmentRow();
  const me = useMe();
  if (row.error !== undefined)
    return (
      <p className={environmentTokens} role="alert">
        {isForbidden(row.error)
          ? t('environments.forbidden')
          : t('environments.failed')}
      </p>
    );
  if (!row.data) return <ViewSkeleton rows={2} />;
  return <Known row={row.data} me={me} />;
}

function Known(props: { row: EnvironmentRow; me: Me | undefined }) {
  const { row, me } = props;
  const { owner, occupancy, idle, findings, environment } = row;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const context = { t, clock, nameOf };
  const now = nowWords(row, context);
  const next = nextWords(row, { ...context, mine: me?.groups ?? [] });
  const attest = attestBy(row, context);
  const { main, more } = useRowActions(row);
  const attestAction = more.find(({ id }) => id === 'attest');
  const isIdle = idle.idle && idle.days !== undefined;
  const name = environmentName(environment);
  return (
    <div className={`${environmentTokens} ${styles.card}`}>
      <div className={styles.head} aria-live="polite">
        {isIdle ? (
          <>
            <StatusText status="idle">
              {t('environments.card.idle', { count: idle.days! })}
            </StatusText>
            <div className={styles.below}>
              {idle.lastDeploymentAt
                ? t('environments.now.lastDeployment', {
                    day: plainDay(idle.lastDeploymentAt, clock),
                  })
                : t('environments.card.never')}
              {idle.cost &&
                `, ${t('environments.card.costSince', {
                  cost: formatMoney(idle.cost),
                })}`}
            </div>
          </>
        ) : (
          <>
            <StatusText status={now.status}>{now.title}</StatusText>
            <div className={styles.below}>{now.lines.join(', ')}</div>
          </>
        )}
      </div>
      <dl className={styles.facts}>
        <dt>{t('environments.board.owner')}</dt>
        <dd>
          {owner.owner ? (
            <strong>{nameOf(owner.owner)}</strong>
          ) : (
            <StatusChip status="unclaimed">
              {owner.orphanedAt
                ? t('environments.board.orphaned')
                : t('environments.board.unclaimed')}
            </StatusChip>
          )}
          {attest && <div className={styles.attest}>{attest.text}</div>}
          {ownerLines(row, context).map(line => (
            <div key={line} className={styles.quiet}>
              {line}
            </div>
          ))}
        </dd>
        <dt>{t('environments.card.next')}</dt>
        <dd>
          {occupancy.next ? next.title : t('environments.now.nothingBooked')}
          <div className={styles.quiet}>{next.detail}</div>
        </dd>
        <dt>{t('environments.board.findings')}</dt>
        <dd>
          {findings.length === 0 && (
            <span className={styles.soft}>
              {t('environments.board.noFindings')}
            </span>
          )}
          {findings.map(finding => (
            <div key={finding.key}>
              <StatusText
                status={finding.kind}
                tone={finding.severity === 'negative' ? 'wrong' : 'warn'}
              >
                {findingWord(finding, t)}
              </StatusText>
            </div>
          ))}
        </dd>
      </dl>
      <Actions>
        {main.slice(0, 2).map((action, index) => (
          <ActionButton
            key={action.id}
            action={action}
            name={name}
            variant={index === 0 ? 'primary' : 'secondary'}
          />
        ))}
        {attest && attestAction && main.length < 2 && (
          <ActionButton action={attestAction} name={name} />
        )}
      </Actions>
    </div>
  );
}

function Actions(props: { children: ReactNode }) {
  return <div className={styles.actions}>{props.children}</div>;
}
