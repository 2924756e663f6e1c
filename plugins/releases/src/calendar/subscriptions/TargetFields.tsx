import { Select, TextField } from '@backstage/ui';
import { subscriptionTargetSchema } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import { EntityField } from '../dialog/scope/EntityField';
import step from '../dialog/Step.module.css';
import { FieldError } from './FieldError';
import { FieldProps } from './fieldProps';
import type { Target } from './subscriptionDraft';

/** What the events of the calendar become, and who keeps them. */
export function TargetFields(props: FieldProps) {
  const { draft, errors, isEdit, onChange } = props;
  const t = useText();
  const { kind, title, vendor, owner } = draft;
  return (
    <section className={step.step}>
      <h3 className={step.heading}>{t('subscriptions.form.what')}</h3>
      <div>
        <TextField
          label={t('subscriptions.form.name')}
          value={title}
          maxLength={200}
          isInvalid={Boolean(errors.title)}
          onChange={value => onChange({ title: value })}
        />
        <FieldError message={errors.title} />
      </div>
      <div className={step.row} data-align="start">
        <div className={step.grow}>
          <Select
            label={t('subscriptions.form.kind')}
            options={subscriptionTargetSchema.options.map(id => ({
              id,
              label: t(`shared.kinds.${id}`),
            }))}
            value={kind}
            isDisabled={isEdit}
            onChange={key => key && onChange({ kind: key as Target })}
          />
          <p className={step.hint}>{t(`dialog.what.${kind}`)}</p>
          <FieldError message={errors.kind} />
        </div>
        {kind === 'vendor' && (
          <div className={step.grow}>
            <TextField
              label={t('dialog.what.vendorName')}
              value={vendor}
              maxLength={100}
              isInvalid={Boolean(errors.vendor)}
              onChange={value => onChange({ vendor: value })}
            />
            <FieldError message={errors.vendor} />
          </div>
        )}
      </div>
      <div>
        <EntityField
          among="owner"
          placeholder={t('dialog.what.ownerPlaceholder')}
          label={t('dialog.what.owner')}
          value={owner}
          isInvalid={Boolean(errors.owner)}
          onChange={value => onChange({ owner: value })}
        />
        <FieldError message={errors.owner} />
      </div>
    </section>
  );
}
