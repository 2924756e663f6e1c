import { Select, Switch } from '@backstage/ui';
import { SelectorExpansion } from '@release-desk/plugin-releases-common';
import { useText } from '../../../translation';
import step from '../Step.module.css';
import styles from './ScopeStep.module.css';

const RELATIONS = [
  'dependsOn',
  'dependencyOf',
  'partOf',
  'hasPart',
  'consumesApi',
  'apiConsumedBy',
  'providesApi',
  'apiProvidedBy',
];
const HOPS = [1, 2, 3, 4, 5];
const DIRECTIONS = ['outgoing', 'incoming', 'both'] as const;

/** Whether, along what and how far the scope is widened over relations. */
export function RelationFields(props: {
  widened: boolean;
  expand: SelectorExpansion;
  onChange(change: { widened?: boolean; expand?: SelectorExpansion }): void;
}) {
  const { widened, expand, onChange } = props;
  const t = useText();
  const relations = [...new Set([...RELATIONS, ...expand.relations])];
  const change = (patch: Partial<SelectorExpansion>) =>
    onChange({ expand: { ...expand, ...patch } });

  return (
    <div className={step.step}>
      <Switch
        label={t('dialog.scope.widen')}
        isSelected={widened}
        onChange={selected => onChange({ widened: selected })}
      />
      {widened && (
        <div className={styles.relations}>
          <span>{t('dialog.scope.follow')}</span>
          <Select
            aria-label={t('dialog.scope.relations')}
            selectionMode="multiple"
            options={relations.map(id => ({ id, label: id }))}
            value={expand.relations}
            onChange={keys => {
              const chosen = [...keys].map(String);
              if (chosen.length > 0) change({ relations: chosen });
            }}
          />
          <span>{t('dialog.scope.for')}</span>
          <Select
            aria-label={t('dialog.scope.stepCount')}
            options={HOPS.map(count => ({
              id: String(count),
              label: t('dialog.scope.steps', { count }),
            }))}
            value={String(expand.hops)}
            onChange={key => key && change({ hops: Number(key) })}
          />
          <Select
            aria-label={t('dialog.scope.direction')}
            options={DIRECTIONS.map(id => ({
              id,
              label: t(`dialog.scope.${id}`),
            }))}
            value={expand.direction}
            onChange={key =>
              key &&
              change({ direction: key as SelectorExpansion['direction'] })
            }
          />
        </div>
      )}
    </div>
  );
}
