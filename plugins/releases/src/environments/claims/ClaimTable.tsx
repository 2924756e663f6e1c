import { Button, Link, Select } from '@backstage/ui';
import { Claim, claimStatusSchema } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import {
  longDay,
  MoreMenu,
  Panel,
  RowAction,
  useClock,
  useEntityHref,
} from '../shared';
import styles from './ClaimsView.module.css';

const SHOWN = 20;

/** Every claim there was, the last change first; narrowed by its status. */
export function ClaimTable(props: {
  claims: Claim[];
  stepsOf(claim: Claim): RowAction[];
}) {
  const { claims, stepsOf } = props;
  const t = useText();
  const nameOf = useNames();
  const hrefOf = useEntityHref();
  const clock = useClock();
  const [params, setParams] = useSearchParams();
  const [limit, setLimit] = useState(SHOWN);
  const chosen = params.getAll('status');
  const shown = claims.filter(
    ({ status }) => chosen.length === 0 || chosen.includes(status),
  );
  return (
    <Panel
      title={t('environments.claims.all')}
      count={shown.length}
      flush
      actions={
        <Select
          className={styles.status}
          aria-label={t('environments.claims.statusLabel')}
          placeholder={t('environments.claims.allStatuses')}
          selectionMode="multiple"
          size="small"
          options={claimStatusSchema.options.map(id => ({
            id,
            label: t(`environments.claims.status.${id}`),
          }))}
          value={chosen}
          onChange={keys => {
            const next = new URLSearchParams(params);
            next.delete('status');
            for (const key of keys) next.append('status', String(key));
            setParams(next, { replace: true });
          }}
        />
      }
    >
      {shown.length === 0 ? (
        <p className={styles.none}>{t('environments.claims.none')}</p>
      ) : (
        <div
          className={styles.scroll}
          // Whoever has no pointer scrolls it by the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('environments.claims.all')}
        >
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('environments.board.environment')}</th>
                <th scope="col">{t('environments.claims.group')}</th>
                <th scope="col">{t('environments.claims.statusLabel')}</th>
                <th scope="col">{t('environments.claims.from')}</th>
                <th scope="col">{t('environments.claims.until')}</th>
                <th scope="col">{t('environments.claims.by')}</th>
                <th scope="col">
                  <span className={styles.hidden}>
                    {t('environments.board.actions')}
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, limit).map(claim => (
                <tr key={claim.id}>
                  <th scope="row">
                    <Link href={hrefOf(claim.environmentRef)}>
                      {nameOf(claim.environmentRef)}
                    </Link>
                  </th>
                  <td>{nameOf(claim.group)}</td>
                  <td>
                    {t(`environments.claims.status.${claim.status}`)}
                    {claim.statusReason && (
                      <div className={styles.quiet}>{claim.statusReason}</div>
                    )}
                  </td>
                  <td>
                    {claim.activeSince
                      ? longDay(claim.activeSince, clock)
                      : '–'}
                  </td>
                  <td>{claim.endedAt ? longDay(claim.endedAt, clock) : '–'}</td>
                  <td>{nameOf(claim.confirmedBy ?? claim.requestedBy)}</td>
                  <td className={styles.end}>
                    <MoreMenu
                      label={t('environments.claims.moreOf', {
                        name: nameOf(claim.environmentRef),
                        group: nameOf(claim.group),
                      })}
                      actions={stepsOf(claim)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length > limit && (
            <p className={styles.none}>
              <Button variant="tertiary" onPress={() => setLimit(limit * 4)}>
                {t('environments.needs.more', { count: shown.length - limit })}
              </Button>
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
