import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import { RiStackLine } from '@remixicon/react';
import { environmentReadPermission } from '@release-desk/plugin-releases-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Announcer } from '../../shared/a11y';
import { useNames } from '../../shared/data';
import { FailureState, StatePicture } from '../../shared/states';
import { useText } from '../../translation';
import { useMe } from '../bookings/data/useMe';
import { Words } from '../bookings/words';
import { AnswerCard, PromotionPath, usePromotions, WhatIf } from '../promotion';
import { useClock, ViewSkeleton } from '../shared';
import { environmentTokens } from '../tokens';
import { Matrix, useMatrix } from '../versions/useMatrix';
import styles from './ComponentEnvironments.module.css';
import { promotionPaths } from './promotionPaths';
import { WhereItRuns } from './WhereItRuns';

/** The tab of a component: where it runs, and what it needs to go on. */
export function ComponentEnvironments() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLowerCase();
  const t = useText();
  const matrix = useMatrix({ componentRef: [entityRef] });
  const name = entity.metadata.title ?? entity.metadata.name;
  if (matrix.error && !matrix.data)
    return (
      <FailureState
        error={matrix.error}
        title={t('versions.failure.title')}
        forbidden={t('versions.failure.forbidden')}
        permission={environmentReadPermission.name}
        onRetry={matrix.reload}
      />
    );
  if (!matrix.data) return <ViewSkeleton rows={5} />;
  return (
    <Announcer>
      <div className={`${environmentTokens} ${styles.content}`}>
        <Content entityRef={entityRef} name={name} matrix={matrix.data} />
      </div>
    </Announcer>
  );
}

function Content(props: { entityRef: string; name: string; matrix: Matrix }) {
  const { entityRef, name, matrix } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const me = useMe();
  const words = useMemo(
    (): Words => ({ t, nameOf, clock, me }),
    [t, nameOf, clock, me],
  );
  const [params, setParams] = useSearchParams();
  const row = matrix.rows.find(one => one.componentRef === entityRef);
  const paths = useMemo(
    () =>
      row
        ? promotionPaths(
            matrix.known.map(one => one.environment),
            row,
          )
        : [],
    [matrix.known, row],
  );
  const change = (next: Record<string, string>) =>
    setParams(
      last => {
        const changed = new URLSearchParams(last);
        for (const [key, value] of Object.entries(next))
          changed.set(key, value);
        return changed;
      },
      { replace: true },
    );
  const path =
    paths.find(one => one.join(' ') === params.get('path')) ?? paths[0] ?? [];
  const edges = path.slice(1).flatMap((to, index) => {
    const from = path[index];
    const cell = row?.cells.find(one => one.environmentRef === from);
    return cell?.state === 'runs' ? [{ from, to }] : [];
  });
  const promotions = usePromotions(entityRef, edges);
  const answers = promotions.data ?? [];
  const asked = params.get('to');
  // The last step is the one that production waits for.
  const edge =
    answers.find(({ to }) => to === asked) ?? answers[answers.length - 1];

  if (!row || row.cells.every(({ state }) => state !== 'runs'))
    return (
      <StatePicture
        role="status"
        icon={<RiStackLine size={28} />}
        title={t('versions.component.none')}
      >
        {t('versions.component.noneText')}
      </StatePicture>
    );
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('versions.component.needs')}</h2>
        {paths.length > 1 && (
          <Select
            className={styles.path}
            aria-label={t('versions.path.label')}
            size="small"
            options={paths.map(one => ({
              id: one.join(' '),
              label: one.map(nameOf).join(' → '),
            }))}
            value={path.join(' ')}
            onChange={key => key && change({ path: String(key) })}
          />
        )}
      </div>
      {path.length === 0 && (
        <div className={styles.quiet}>{t('versions.component.noPath')}</div>
      )}
      {path.length > 0 && (
        <PromotionPath
          path={path}
          row={row}
          answers={answers}
          chosen={edge?.to}
          onChoose={to => change({ to })}
        />
      )}
      {promotions.error !== undefined && (
        <FailureState
          error={promotions.error}
          title={t('versions.answer.failed')}
          onRetry={promotions.reload}
        />
      )}
      {edge && (
        <>
          <AnswerCard
            name={name}
            edge={edge}
            isLoading={promotions.isLoading}
            onAskAgain={promotions.reload}
          />
          <WhatIf entityRef={entityRef} edge={edge} />
        </>
      )}
      <WhereItRuns row={row} environments={matrix.environments} words={words} />
    </>
  );
}
