import { RiUpload2Line } from '@remixicon/react';
import { useId, useState } from 'react';
import { useText } from '../../translation';
import step from '../dialog/Step.module.css';
import type { SubscriptionDraft } from './subscriptionDraft';
import styles from './Subscriptions.module.css';

/** What the API takes. */
const MAX_BYTES = 1_000_000;

/** A calendar from a file, picked or dropped; it is read here and sent later. */
export function FileField(props: {
  file?: SubscriptionDraft['file'];
  /** Whether there is one already that this would replace. */
  replaces: boolean;
  error?: string;
  onChange(file: NonNullable<SubscriptionDraft['file']>): void;
}) {
  const { file, replaces, error, onChange } = props;
  const t = useText();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const wrong = refused ?? error;

  const take = async (picked: File | undefined) => {
    if (!picked) return;
    if (picked.size > MAX_BYTES) {
      setRefused(t('subscriptions.form.tooBig'));
      return;
    }
    try {
      const text = await picked.text();
      setRefused(undefined);
      onChange({ name: picked.name, bytes: picked.size, text });
    } catch {
      setRefused(t('subscriptions.form.unreadable'));
    }
  };

  return (
    <div>
      <label className={step.label} htmlFor={id}>
        {t('subscriptions.form.upload')}
      </label>
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        data-invalid={wrong ? true : undefined}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <RiUpload2Line size={20} aria-hidden />
        <span id={`${id}-hint`}>
          {file && (
            <strong>
              {t('subscriptions.form.chosen', {
                name: file.name,
                size: String(Math.max(1, Math.round(file.bytes / 1000))),
              })}
            </strong>
          )}
          <span>
            {file || replaces
              ? t('subscriptions.form.replace')
              : t('subscriptions.form.uploadHint')}
          </span>
        </span>
        <input
          id={id}
          type="file"
          accept=".ics,text/calendar"
          aria-invalid={Boolean(wrong)}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={event => {
            take(event.target.files?.[0]);
            // The same file, changed meanwhile, can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      <p
        className={wrong ? step.error : styles.silent}
        id={`${id}-error`}
        role={wrong ? 'alert' : undefined}
      >
        {wrong}
      </p>
    </div>
  );
}
