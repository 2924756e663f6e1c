import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import { useText } from '../../../translation';
import { ReleaseEntityDraft } from '../draft';
import step from '../Step.module.css';
import { StepProps } from '../stepProps';
import { useCatalogOptions } from './catalogOptions';
import { EntityField } from './EntityField';
import styles from './ScopeStep.module.css';
import { TokenPicker } from './TokenPicker';
import { nameOfRef, useEntityNames } from './useEntityNames';

/** Which versions of what ship, and into which environments. */
export function ReleaseScopeStep(props: StepProps) {
  const { draft, errors, onChange } = props;
  const { entities, environments } = draft;
  const t = useText();
  const options = useCatalogOptions(useApi(catalogApiRef));
  const nameOf = useEntityNames(environments);
  const set = (id: number, patch: Partial<ReleaseEntityDraft>) =>
    onChange({
      entities: entities.map(one =>
        one.id === id ? { ...one, ...patch } : one,
      ),
    });
  const add = () =>
    onChange({
      entities: [
        ...entities,
        {
          id: Math.max(-1, ...entities.map(({ id }) => id)) + 1,
          ref: '',
          version: '',
        },
      ],
    });

  return (
    <div className={step.step}>
      <h3 className={step.heading}>{t('dialog.scope.headingRelease')}</h3>
      {entities.map(({ id, ref, version }) => (
        <div
          key={id}
          className={styles.ships}
          role="group"
          aria-label={ref ? nameOfRef(ref) : t('dialog.scope.entity')}
        >
          <EntityField
            label={t('dialog.scope.entity')}
            placeholder={t('dialog.scope.entityPlaceholder')}
            among="ref"
            value={ref}
            isInvalid={Boolean(errors.entities) && !ref}
            onChange={next => set(id, { ref: next })}
          />
          <TextField
            label={t('dialog.scope.version')}
            value={version}
            maxLength={100}
            isInvalid={Boolean(errors.entities) && Boolean(ref) && !version}
            onChange={next => set(id, { version: next })}
          />
          <ButtonIcon
            variant="tertiary"
            icon={<RiCloseLine />}
            isDisabled={entities.length === 1}
            aria-label={t('dialog.scope.removeEntity', {
              name: ref ? nameOfRef(ref) : t('dialog.scope.entity'),
            })}
            onPress={() =>
              onChange({ entities: entities.filter(one => one.id !== id) })
            }
          />
        </div>
      ))}
      {errors.entities && (
        <p className={step.error} role="alert">
          {errors.entities}
        </p>
      )}
      <div>
        <Button variant="tertiary" iconStart={<RiAddLine />} onPress={add}>
          {t('dialog.scope.addEntity')}
        </Button>
      </div>
      <hr className={styles.rule} />
      <div>
        <p className={step.label} aria-hidden>
          {t('dialog.scope.environments')}
        </p>
        <TokenPicker
          label={t('dialog.scope.environments')}
          placeholder={t('dialog.scope.environmentsPlaceholder')}
          values={environments}
          labelOf={nameOf}
          load={options.load('environment')}
          error={errors.environments}
          onChange={next => onChange({ environments: next })}
        />
        {errors.environments && (
          <p className={step.error}>{errors.environments}</p>
        )}
        <p className={step.hint}>{t('dialog.scope.environmentsHint')}</p>
      </div>
    </div>
  );
}
