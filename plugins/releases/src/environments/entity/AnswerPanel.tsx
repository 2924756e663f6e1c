import { Button, Card } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiAlertLine, RiCheckLine, RiForbidLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { releasesApiRef } from '../../api';
import { useNames, useQuery } from '../../shared/data';
import { useText } from '../../translation';
import { attestBy, usedPercent } from '../board/rowWords';
import { nextWords } from '../board/nextWords';
import { nowWords } from '../board/nowWords';
import { useOpenDialog } from '../dialogs';
import {
  environmentName,
  formatMoney,
  lengthOf,
  longDay,
  Me,
  MoreMenu,
  StatusChip,
  StatusText,
  useClock,
  useRowActions,
} from '../shared';
import styles from './EnvironmentContent.module.css';

const OWNER_WORDS = {
  agree: 'agree',
  'catalog-only': 'catalogOnly',
  'claim-only': 'claimOnly',
  nobody: 'none',
} as const;

/** The answer first: who owns it, who has it now, what one may do. */
export function AnswerPanel(props: {
  row: EnvironmentRow;
  me: Me | undefined;
}) {
  const { row, me } = props;
  return (
    <Card className={styles.answer}>
      <div className={styles.three}>
        <Owner row={row} />
        <Holder row={row} me={me} />
        <Mays row={row} me={me} />
      </div>
    </Card>
  );
}

function Owner(props: { row: EnvironmentRow }) {
  const { row } = props;
  const { owner, claim } = row;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const attest = attestBy(row, { t, clock, nameOf });
  const isClaimed = owner.claimOwner !== undefined;
  return (
    <section className={styles.part}>
      <h3 className={styles.label}>{t('environments.answer.owns')}</h3>
      {owner.owner ? (
        <p className={styles.big}>{nameOf(owner.owner)}</p>
      ) : (
        <p className={styles.big}>
          <StatusText status="unclaimed" size="answer">
            {t('environments.answer.nobody')}
          </StatusText>
        </p>
      )}
      <p className={styles.meta}>
        {owner.state === 'agree' && (
          <RiCheckLine size={16} className={styles.good} aria-hidden />
        )}
        {owner.state === 'differ' && <RiAlertLine size={16} aria-hidden />}
        <span>
          {isClaimed &&
            claim?.activeSince &&
            `${t('environments.answer.since', {
              day: longDay(claim.activeSince, clock),
            })} `}
          {owner.state === 'differ'
            ? t('environments.answer.differ', {
                group: owner.catalogOwner ? nameOf(owner.catalogOwner) : '',
              })
            : t(`environments.answer.${OWNER_WORDS[owner.state]}`)}
        </span>
      </p>
      {claim && isClaimed && (claim.steward || claim.escalation) && (
        <p className={`${styles.meta} ${styles.quiet}`}>
          {[
            claim.steward &&
              t('environments.board.steward', {
                user: nameOf(claim.steward),
              }),
            claim.escalation &&
              t('environments.answer.escalation', {
                contact: claim.escalation,
              }),
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      )}
      {attest && (
        <div className={styles.foot}>
          {attest.isPressing ? (
            <StatusChip status="attest">{attest.text}</StatusChip>
          ) : (
            <StatusText status="attest" size="meta" tinted>
              {attest.text}
            </StatusText>
          )}
        </div>
      )}
    </section>
  );
}

function Holder(props: { row: EnvironmentRow; me: Me | undefined }) {
  const { row, me } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const context = { t, clock, nameOf };
  const now = nowWords(row, context);
  const next = nextWords(row, { ...context, mine: me?.groups ?? [] });
  const { occupancy } = row;
  const { costPerDay } = row.environment;
  const isFree = now.status === 'free';
  let detail = now.lines.join(', ');
  if (isFree)
    detail = occupancy.until
      ? t('environments.answer.freeFor', {
          title: now.title,
          length: lengthOf(Date.parse(occupancy.until) - clock.now, t),
        })
      : now.lines[0];
  return (
    <section className={styles.part} aria-live="polite">
      <h3 className={styles.label}>{t('environments.answer.has')}</h3>
      <p className={styles.big}>
        <StatusText status={now.status} size="answer">
          {isFree ? t('environments.answer.nobody') : now.title}
        </StatusText>
      </p>
      <p className={styles.meta}>{detail}</p>
      {occupancy.next && (
        <p className={`${styles.meta} ${styles.quiet}`}>
          {t('environments.answer.then', {
            moment: next.title,
            what: next.detail,
          })}
        </p>
      )}
      <p className={`${styles.meta} ${styles.quiet} ${styles.foot}`}>
        {t('environments.board.used', { percent: String(usedPercent(row)) })}
        {costPerDay &&
          `, ${t('environments.board.aDay', {
            cost: formatMoney(costPerDay),
          })}`}
      </p>
    </section>
  );
}

/** What one may do, what one may not, and who may. */
function Mays(props: { row: EnvironmentRow; me: Me | undefined }) {
  const { row, me } = props;
  const { environment, may } = row;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const open = useOpenDialog();
  const { main, more } = useRowActions(row);
  const pending = useQuery(
    may.approve ? `pending ${environment.ref}` : undefined,
    signal =>
      api.listBookings(
        {
          query: {
            environmentRef: [environment.ref],
            status: ['pending'],
            limit: 20,
          },
        },
        { signal },
      ),
  );
  const asked = (pending.data?.items ?? []).filter(
    ({ requestedBy }) => requestedBy !== me?.userRef,
  );
  const name = environmentName(environment);
  const identities = environment.deployIdentities;
  const attest = more.find(({ id }) => id === 'attest');
  return (
    <section className={styles.part}>
      <h3 className={styles.label}>{t('environments.answer.may')}</h3>
      <ul className={styles.mays}>
        {main.map((action, index) => (
          <May
            key={action.id}
            text={action.because ?? t(`environments.may.${wordOf(action.id)}`)}
            isAllowed={!action.because}
          >
            {!action.because && (
              <Button
                variant={index === 0 ? 'primary' : 'secondary'}
                aria-label={t('environments.board.actionOn', {
                  action: action.label,
                  name,
                })}
                onPress={action.run}
              >
                {action.label}
              </Button>
            )}
          </May>
        ))}
        {attest && row.claim && (
          <May
            isAllowed
            text={t('environments.may.attest', {
              group: nameOf(row.claim.group),
            })}
          >
            <Button
              variant="secondary"
              aria-label={t('environments.board.actionOn', {
                action: attest.label,
                name,
              })}
              onPress={attest.run}
            >
              {attest.label}
            </Button>
          </May>
        )}
        {asked.slice(0, 2).map(booking => (
          <May
            key={booking.id}
            isAllowed
            text={t('environments.may.approve', {
              group: nameOf(booking.onBehalfOf),
              purpose: booking.purpose,
            })}
          >
            <Button
              variant="secondary"
              aria-label={t('environments.board.actionOn', {
                action: t('environments.act.review'),
                name: booking.purpose,
              })}
              onPress={() => open({ dialog: 'review', booking })}
            >
              {t('environments.act.review')}
            </Button>
          </May>
        ))}
        {identities && (
          <May
            isAllowed={false}
            text={t('environments.may.deploy', {
              identities: identities.join(', '),
            })}
          />
        )}
      </ul>
      <div className={styles.foot}>
        <MoreMenu
          label={t('environments.board.moreOf', { name })}
          actions={more.filter(({ id }) => id !== 'attest' && id !== 'page')}
        />
      </div>
    </section>
  );
}

function wordOf(id: string): 'book' | 'claim' | 'release' | 'extend' {
  return id as 'book';
}

function May(props: {
  text: string;
  isAllowed: boolean;
  children?: ReactNode;
}) {
  const { text, isAllowed, children } = props;
  return (
    <li>
      {isAllowed ? (
        <RiCheckLine size={18} className={styles.good} aria-hidden />
      ) : (
        <RiForbidLine size={18} className={styles.quiet} aria-hidden />
      )}
      <span className={isAllowed ? undefined : styles.quiet}>{text}</span>
      {children}
    </li>
  );
}
