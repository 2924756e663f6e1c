import { Button, Select } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  CriterionAnswer,
  Environment,
  PromotionAnswer,
  PromotionPolicy,
} from '@release-desk/plugin-releases-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiHistoryLine,
  RiLoginBoxLine,
  RiLogoutBoxRLine,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames, useQuery } from '../../shared/data';
import { useText } from '../../translation';
import { agoOf, lengthOf, Panel, useClock } from '../shared';
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
        <Criteria criteria={answer.data.answer.criteria} />
      )}
    </div>
  );
}

const LOOKS = {
  passed: { Icon: RiCheckboxCircleLine, tone: 'good' },
  failed: { Icon: RiCloseCircleLine, tone: 'wrong' },
  'not-yet': { Icon: RiTimeLine, tone: 'warn' },
  missing: { Icon: RiQuestionLine, tone: 'warn' },
  stale: { Icon: RiHistoryLine, tone: 'warn' },
} as const;

function Verdict(props: { answer: PromotionAnswer }) {
  const { verdict, passing, total, criteria } = props.answer;
  const t = useText();
  const isPassed = verdict === 'passed';
  const Icon = isPassed ? RiCheckboxCircleLine : RiErrorWarningLine;
  const count = criteria.filter(one => one.verdict === verdict).length;
  let text: string = t('versions.verdict.notYet', {
    passing: String(passing),
    total: String(total),
  });
  if (total === 0) text = t('versions.verdict.none');
  else if (isPassed) text = t('versions.verdict.all', { total: String(total) });
  else if (verdict === 'missing' || verdict === 'stale')
    text = t(`versions.verdict.${verdict}`, { count });
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

function Criteria(props: { criteria: CriterionAnswer[] }) {
  const t = useText();
  const clock = useClock();
  return (
    <div
      className={styles.scroll}
      // Whoever has no pointer scrolls it by the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={t('versions.criterion.label')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('versions.criterion.result')}</th>
            <th scope="col">{t('versions.criterion.criterion')}</th>
            <th scope="col">{t('versions.criterion.observed')}</th>
            <th scope="col">{t('versions.criterion.cure')}</th>
          </tr>
        </thead>
        <tbody>
          {props.criteria.map(one => {
            const { Icon, tone } = LOOKS[one.verdict];
            return (
              <tr key={one.key}>
                <td>
                  <span className={styles.meta}>
                    <span className={styles.icon} data-tone={tone} aria-hidden>
                      <Icon size={16} />
                    </span>
                    <strong>{t(`versions.criterion.${one.verdict}`)}</strong>
                  </span>
                </td>
                <td>{one.title}</td>
                <td>
                  <Observed criterion={one} />
                  {(one.source || one.at) && (
                    <div className={`${styles.small} ${styles.quiet}`}>
                      {[one.source, one.at && agoOf(one.at, clock, t)]
                        .filter(Boolean)
                        .join(', ')}
                    </div>
                  )}
                </td>
                <td
                  className={`${styles.small} ${
                    one.verdict === 'passed' ? styles.quiet : ''
                  }`}
                >
                  {one.verdict === 'passed'
                    ? t('versions.criterion.nothing')
                    : one.toPass}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Observed(props: { criterion: CriterionAnswer }) {
  const { value, unit, sample } = props.criterion;
  const t = useText();
  if (value === undefined)
    return (
      <span className={styles.quiet}>{t('versions.criterion.noFact')}</span>
    );
  let text = String(value);
  if (unit === 'ms') text = lengthOf(Number(value), t);
  else if (unit === '%') text = `${Math.round(Number(value) * 10) / 10} %`;
  else if (typeof value === 'boolean')
    text = t(value ? 'versions.criterion.yes' : 'versions.criterion.no');
  return (
    <>
      {text}
      {sample &&
        `, ${t('versions.criterion.sample', {
          succeeded: String(sample.succeeded),
          total: String(sample.total),
        })}`}
    </>
  );
}
