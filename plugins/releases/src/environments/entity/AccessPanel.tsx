import { useApi } from '@backstage/frontend-plugin-api';
import type { Environment } from '@release-desk/plugin-releases-common';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { useText } from '../../translation';
import { Panel, useClock } from '../shared';
import styles from './EnvironmentContent.module.css';

const WINDOW_DAYS = 30;
const LIMIT = 500;

/** Who may deploy, who has, and in which network zones it lies. */
export function AccessPanel(props: { environment: Environment }) {
  const { ref, deployIdentities, networkZones } = props.environment;
  const t = useText();
  const api = useApi(releasesApiRef);
  const clock = useClock();
  const today = Math.floor(clock.now / 86_400_000) * 86_400_000;
  const deployed = useQuery(`deployers ${ref} ${today}`, async signal => {
    const { items } = await api.listDeployments(
      {
        query: {
          environmentRef: [ref],
          from: new Date(today - WINDOW_DAYS * 86_400_000).toISOString(),
          limit: LIMIT,
        },
      },
      { signal },
    );
    const counts = new Map<string, number>();
    for (const { actor } of items)
      if (actor) counts.set(actor, (counts.get(actor) ?? 0) + 1);
    return [...counts].sort(([, one], [, other]) => other - one);
  });
  return (
    <Panel title={t('environments.panel.access')}>
      <dl className={styles.facts}>
        <dt>{t('environments.panel.mayDeploy')}</dt>
        <dd className={deployIdentities ? styles.mono : styles.quiet}>
          {deployIdentities?.join(', ') ?? t('environments.panel.notSaid')}
        </dd>
        <dt>{t('environments.panel.hasDeployed')}</dt>
        <dd>
          {deployed.error !== undefined && (
            <span className={styles.quiet}>
              {t('environments.panel.unknown')}
            </span>
          )}
          {deployed.data?.length === 0 && (
            <span className={styles.quiet}>
              {t('environments.panel.nobodyIn', { count: WINDOW_DAYS })}
            </span>
          )}
          {deployed.data?.map(([actor, count]) => (
            <div key={actor} className={styles.meta}>
              {deployIdentities &&
                (deployIdentities.includes(actor) ? (
                  <RiCheckLine size={16} className={styles.good} aria-hidden />
                ) : (
                  <RiAlertLine size={16} aria-hidden />
                ))}
              <span>
                <span className={styles.mono}>{actor}</span>,{' '}
                {t('environments.panel.timesIn', {
                  count,
                  days: String(WINDOW_DAYS),
                })}
                {deployIdentities &&
                  !deployIdentities.includes(actor) &&
                  `, ${t('environments.panel.undeclared')}`}
              </span>
            </div>
          ))}
        </dd>
        <dt>{t('environments.panel.zones')}</dt>
        <dd className={networkZones.length ? undefined : styles.quiet}>
          {networkZones.length
            ? networkZones.join(', ')
            : t('environments.panel.notSaid')}
        </dd>
      </dl>
    </Panel>
  );
}
