import { Button, Select } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Environment,
  PromotionAnswer,
  PromotionPolicy,
} from '@release-desk/plugin-releases-common';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiLoginBoxLine,
  RiLogoutBoxRLine,
} from '@remixicon/react';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames, useQuery } from '../../shared/data';
import { useText } from '../../translation';
import { CriteriaTable } from '../promotion/CriteriaTable';
import { verdictText } from '../promotion/promotionWords';
import { Panel } from '../shared';
import styles from './EnvironmentContent.module.css';
import { RunningHere } from './useRunsHere';

/** What it takes to get in here, and out of here to the next. */
export function PromotionPanel(props: {
  environment: Environment;
  runs: RunningHere[] | undefined;
}) {
  const { environment, runs } = props;
  const { ref } = environment;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const [chosen, setChosen] = useState<string>();
  const policies = useQuery(`edges ${ref}`, async signal => {
    const [into, out] = await Promise.all([
      api.listPromotionPolicies({ query: { to: [ref] } }, { signal }),
      api.listPromotionPolicies({ query: { from: [ref] } }, { signal }),
    ]);
    return { into: into.items, out: out.items };
  });
  const component = chosen ?? runs?.[0]?.componentRef;
  const running = runs?.find(one => one.componentRef === component);
  const edges = policies.data
    ? [...policies.data.into, ...policies.data.out]
    : [];
  return (
    <Panel
      title={t('environments.promotion.title')}
      flush
      actions={
        runs && runs.length > 0 && edges.length > 0 ? (
          <Select
            className={styles.select}
            aria-label={t('environments.promotion.which')}
            size="small"
            search={{
              mode: 'client',
              placeholder: t('environments.promotion.which'),
            }}
            options={runs.map(({ componentRef, cell }) => ({
              id: componentRef,
              label: `${nameOf(componentRef)} ${cell.current?.version ?? ''}`,
            }))}
            value={component ?? null}
            onChange={key => key && setChosen(String(key))}
          />
        ) : undefined
      }
    >
      {policies.error !== undefined && (
        <p className={styles.quiet} style={{ padding: '0 20px 20px' }}>
          {t('environments.promotion.failed')}
        </p>
      )}
      {policies.data && edges.length === 0 && (
        <p
          className={styles.quiet}
          style={{ margin: 0, padding: '0 20px 20px' }}
        >
          {environment.nextEnvironment
            ? t('environments.promotion.noPolicy', {
                name: nameOf(environment.nextEnvironment),
              })
            : t('environments.promotion.noPath')}
        </p>
      )}
      {policies.data && (
        <>
          {policies.data.into.map(policy => (
            <Edge
              key={policy.id}
              policy={policy}
              way="in"
              component={component}
            />
          ))}
          {policies.data.out.map(policy => (
            <Edge
              key={policy.id}
              policy={policy}
              way="out"
              component={component}
              version={running?.cell.current?.version}
            />
          ))}
        </>
      )}
    </Panel>
  );
}

function Edge(props: {
  policy: PromotionPolicy;
  way: 'in' | 'out';
  component: string | undefined;
  version?: string;
}) {
  const { policy, way, component, version } = props;
  const { from, to } = policy;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const [isOpen, setOpen] = useState(way === 'out');
  const answer = useQuery(
    component && `evaluate ${component} ${from} ${to} ${version ?? ''}`,
    signal =>
      api.evaluatePromotion(
        { body: { entityRef: component!, from, to, version } },
        { signal },
      ),
  );
  const Icon = way === 'in' ? RiLoginBoxLine : RiLogoutBoxRLine;
  return (
    <div className={styles.edge}>
      <div className={styles.edgeHead}>
        <h4 className={styles.edgeName}>
          <Icon size={16} aria-hidden />
          {t(`environments.promotion.${way}`, {
            name: nameOf(way === 'in' ? from : to),
          })}
        </h4>
        {answer.data && <Verdict answer={answer.data.answer} />}
        {(answer.error !== undefined || component === undefined) && (
          <span className={`${styles.small} ${styles.quiet}`}>
            {component === undefined
              ? t('environments.promotion.nothing')
              : t('environments.promotion.unknown')}
          </span>
        )}
        <span className={styles.spacer} />
        {answer.data && answer.data.answer.total > 0 && (
          <Button
            variant="tertiary"
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          >
            {isOpen
              ? t('environments.promotion.hide')
              : t('environments.promotion.show')}
          </Button>
        )}
      </div>
      {isOpen && answer.data && answer.data.answer.total > 0 && (
        <div
          className={styles.scroll}
          // Whoever has no pointer scrolls it by the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('versions.criterion.label')}
        >
          <CriteriaTable
            answer={answer.data.answer}
            version={answer.data.version}
            variant="compact"
          />
        </div>
      )}
    </div>
  );
}

function Verdict(props: { answer: PromotionAnswer }) {
  const { answer } = props;
  const t = useText();
  const isPassed = answer.verdict === 'passed';
  const Icon = isPassed ? RiCheckboxCircleLine : RiErrorWarningLine;
  let text = verdictText(answer, t);
  if (answer.total === 0) text = t('versions.verdict.none');
  else if (isPassed)
    text = t('versions.verdict.all', { total: String(answer.total) });
  return (
    <strong className={styles.edgeName}>
      <span
        className={styles.icon}
        data-tone={isPassed ? 'good' : 'warn'}
        aria-hidden
      >
        <Icon size={16} />
      </span>
      {text}
    </strong>
  );
}
