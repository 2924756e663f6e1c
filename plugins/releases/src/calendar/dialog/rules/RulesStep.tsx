import { Checkbox, CheckboxGroup, Radio, RadioGroup } from '@backstage/ui';
import {
  Action,
  ChangeType,
  changeTypeSchema,
  Enforcement,
  InFlight,
  inFlightSchema,
  Invoker,
} from '@release-desk/plugin-releases-common';
import { useCallback } from 'react';
import { useText } from '../../../translation';
import { ChoiceCards } from '../ChoiceCards';
import { TokenPicker } from '../scope/TokenPicker';
import step from '../Step.module.css';
import { StepProps } from '../stepProps';

const ACTIONS: Action[] = [
  'deploy',
  'promote',
  'apply',
  'approve',
  'flag',
  'rollback',
];

/** How firm it is, what and whom it binds, what passes, what becomes of work under way. */
export function RulesStep(props: StepProps) {
  const { draft, errors, onChange } = props;
  const { kind } = draft;
  const t = useText();
  const loadTypes = useCallback(
    async (query: string) =>
      changeTypeSchema.options
        .filter(type => type.includes(query.toLocaleLowerCase()))
        .map(id => ({ id, label: t(`dialog.changeType.${id}`) })),
    [t],
  );
  const headings = {
    freeze: t('dialog.rules.heading'),
    allow: t('dialog.rules.headingAllow'),
    advisory: t('dialog.rules.headingAdvisory'),
  };

  return (
    <div className={step.step}>
      <h3 className={step.heading}>{headings[kind as 'freeze']}</h3>
      {kind === 'freeze' && (
        <ChoiceCards<Enforcement>
          label={t('dialog.rules.heading')}
          value={draft.enforcement}
          onChange={enforcement => onChange({ enforcement })}
          choices={(['hard', 'soft', 'info'] as const).map(id => ({
            id,
            title: t(`dialog.rules.${id}`),
            description: t(`dialog.rules.${id}Text`),
          }))}
        />
      )}
      <fieldset className={step.group}>
        <legend className={step.label}>
          {kind === 'advisory'
            ? t('dialog.rules.tells')
            : t('dialog.rules.binds')}
        </legend>
        <CheckboxGroup
          aria-label={t('dialog.rules.binds')}
          className={step.checks}
          value={draft.actions}
          isInvalid={Boolean(errors.actions)}
          onChange={actions => onChange({ actions: actions as Action[] })}
        >
          {ACTIONS.map(action => (
            <Checkbox key={action} value={action}>
              {t(`dialog.action.${action}`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
        {errors.actions && <p className={step.error}>{errors.actions}</p>}
      </fieldset>
      <div className={step.row} data-align="start">
        <fieldset className={`${step.group} ${step.grow}`}>
          <legend className={step.label}>{t('dialog.rules.by')}</legend>
          <CheckboxGroup
            aria-label={t('dialog.rules.by')}
            orientation="horizontal"
            value={draft.invokers}
            isInvalid={Boolean(errors.invokers)}
            onChange={invokers => onChange({ invokers: invokers as Invoker[] })}
          >
            <Checkbox value="human">{t('dialog.rules.people')}</Checkbox>
            <Checkbox value="automation">
              {t('dialog.rules.automation')}
            </Checkbox>
          </CheckboxGroup>
          {errors.invokers && <p className={step.error}>{errors.invokers}</p>}
        </fieldset>
        {kind !== 'advisory' && (
          <div className={step.grow}>
            <p className={step.label} aria-hidden>
              {t('dialog.rules.except')}
            </p>
            <TokenPicker
              label={t('dialog.rules.except')}
              placeholder={t('dialog.rules.exceptPlaceholder')}
              values={draft.exemptChangeTypes}
              labelOf={type => t(`dialog.changeType.${type as ChangeType}`)}
              load={loadTypes}
              error={errors.exemptChangeTypes}
              onChange={types =>
                onChange({ exemptChangeTypes: types as ChangeType[] })
              }
            />
          </div>
        )}
      </div>
      {kind !== 'advisory' && (
        <RadioGroup
          label={
            kind === 'allow'
              ? t('dialog.rules.inFlightAllow')
              : t('dialog.rules.inFlight')
          }
          value={draft.inFlight}
          onChange={inFlight => onChange({ inFlight: inFlight as InFlight })}
        >
          {inFlightSchema.options.map(id => (
            <Radio key={id} value={id}>
              {t(`dialog.rules.${id}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </div>
  );
}
