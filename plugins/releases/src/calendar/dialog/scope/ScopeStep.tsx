import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, ButtonIcon, Select } from '@backstage/ui';
import {
  describeSelector,
  SelectorDimension,
} from '@release-desk/plugin-releases-common';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import { LookIcon, lookOf } from '../../../shared/marks';
import { useText } from '../../../translation';
import { isWindow } from '../requestOf';
import step from '../Step.module.css';
import { StepProps } from '../stepProps';
import { hasRefs, useCatalogOptions } from './catalogOptions';
import { RelationFields } from './RelationFields';
import { addLine, freeDimensions, ScopeLine, selectorOf } from './scopeLines';
import styles from './ScopeStep.module.css';
import { TokenPicker } from './TokenPicker';
import { useEntityNames } from './useEntityNames';

/** The scope, line by line. */
export function ScopeStep(props: StepProps) {
  const { draft, errors, onChange } = props;
  const t = useText();
  const { scope } = draft;
  const options = useCatalogOptions(useApi(catalogApiRef));
  const nameOf = useEntityNames(
    scope.lines
      .filter(({ dimension }) => hasRefs(dimension))
      .flatMap(({ values }) => values),
  );
  const free = freeDimensions(scope.lines);
  const setLines = (lines: ScopeLine[]) =>
    onChange({ scope: { ...scope, lines } });
  const setLine = (id: number, patch: Partial<ScopeLine>) =>
    setLines(
      scope.lines.map(line => (line.id === id ? { ...line, ...patch } : line)),
    );

  return (
    <div className={step.step}>
      <div>
        <h3 className={step.heading}>
          {isWindow(draft.kind)
            ? t('dialog.scope.heading')
            : t('dialog.scope.headingEvent')}
        </h3>
        <p className={step.hint}>{t('dialog.scope.hint')}</p>
      </div>
      <div className={styles.lines}>
        {scope.lines.map((line, index) => {
          const name = t(`dialog.dimension.${line.dimension}`);
          return (
            <div
              key={line.id}
              className={styles.line}
              role="group"
              aria-label={t('dialog.scope.line', { number: String(index + 1) })}
            >
              <span className={styles.and}>
                {index > 0 && t('dialog.scope.and')}
              </span>
              <Select
                className={styles.dimension}
                aria-label={t('dialog.scope.line', {
                  number: String(index + 1),
                })}
                options={[line.dimension, ...free].map(id => ({
                  id,
                  label: t(`dialog.dimension.${id}`),
                }))}
                value={line.dimension}
                onChange={key =>
                  key &&
                  key !== line.dimension &&
                  setLine(line.id, {
                    dimension: key as SelectorDimension,
                    values: [],
                  })
                }
              />
              <span className={styles.is}>{t('dialog.scope.is')}</span>
              <TokenPicker
                key={line.dimension}
                label={name}
                placeholder={t('dialog.scope.search')}
                values={line.values}
                labelOf={value =>
                  hasRefs(line.dimension) ? nameOf(value) : value
                }
                load={options.load(line.dimension)}
                allowsOwn={
                  !hasRefs(line.dimension) &&
                  line.dimension !== 'environmentTier'
                }
                onChange={values => setLine(line.id, { values })}
              />
              <ButtonIcon
                variant="tertiary"
                icon={<RiCloseLine />}
                aria-label={t('dialog.scope.remove', { name })}
                onPress={() =>
                  setLines(scope.lines.filter(({ id }) => id !== line.id))
                }
              />
            </div>
          );
        })}
        {scope.lines.length === 0 && (
          <p className={step.hint}>{t('dialog.scope.everything')}</p>
        )}
        {free.length > 0 && (
          <Button
            className={styles.add}
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => setLines(addLine(scope.lines))}
          >
            {t('dialog.scope.add')}
          </Button>
        )}
        {errors.selector && (
          <p className={step.error} role="alert">
            {errors.selector}
          </p>
        )}
      </div>
      <hr className={styles.rule} />
      <RelationFields
        widened={scope.widened}
        expand={scope.expand}
        onChange={change => onChange({ scope: { ...scope, ...change } })}
      />
      <p className={step.summary}>
        <LookIcon look={lookOf(draft)} size={18} />
        <span>{describeSelector(selectorOf(scope), nameOf).text}.</span>
      </p>
    </div>
  );
}
