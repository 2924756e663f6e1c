import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { RiArrowRightLine } from '@remixicon/react';
import { LookIcon } from '../../shared/marks';
import { PanelSection } from '../../shared/panel';
import { useText } from '../../translation';
import { EnvironmentState } from './environmentStates';
import styles from './ItemPanel.module.css';

/** What ships, with its versions, and what each environment answers. */
export function WhatAndWhere(props: {
  item: TimelineItem;
  environments?: EnvironmentState[];
  isAsking: boolean;
}) {
  const { item, environments, isAsking } = props;
  const t = useText();
  return (
    <PanelSection title={t('calendar.item.what')}>
      <ul className={styles.rows}>
        {item.entities.map(({ ref, version, previousVersion }) => (
          <li key={ref} className={styles.row}>
            <EntityRefLink entityRef={ref} />
            <span className={styles.versions}>
              {previousVersion && (
                <>
                  <span className={styles.muted}>{previousVersion}</span>
                  <RiArrowRightLine size={12} aria-hidden />
                </>
              )}
              <b>{version}</b>
            </span>
          </li>
        ))}
      </ul>
      {item.environments.length > 0 && (
        <ul className={styles.rows}>
          {item.environments.map(ref => {
            const answer = environments?.find(
              ({ environmentRef }) => environmentRef === ref,
            );
            return (
              <li key={ref} className={styles.row}>
                <EntityRefLink entityRef={ref} />
                {answer && (
                  <span className={styles.answer} data-state={answer.state}>
                    <LookIcon
                      look={answer.state === 'open' ? 'allow' : 'freeze-hard'}
                    />
                    {t(`shared.state.${answer.state}`)}
                  </span>
                )}
                {!answer && !isAsking && (
                  <span className={styles.muted}>
                    {t('calendar.item.notKnown')}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </PanelSection>
  );
}
