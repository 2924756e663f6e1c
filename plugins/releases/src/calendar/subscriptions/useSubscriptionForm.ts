import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { Subscription } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { notifyChanged } from '../../shared/data';
import { isConflict, messageOf } from '../../shared/states';
import { viewerZone } from '../../shared/time';
import { useText } from '../../translation';
import {
  draftErrors,
  editSubscription,
  inputOf,
  newSubscription,
  patchOf,
  refusedFields,
  SubscriptionDraft,
  SubscriptionErrors,
  SubscriptionField,
} from './subscriptionDraft';

/** Which field a change answers; its old complaint is gone then. */
const ANSWERS: Partial<Record<keyof SubscriptionDraft, SubscriptionField>> = {
  file: 'content',
  scope: 'selector',
};

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

/** What is typed about one calendar, and how it is saved. */
export function useSubscriptionForm(options: {
  edited?: Subscription;
  onSaved(saved: Subscription): void;
}) {
  const { edited, onSaved } = options;
  const t = useText();
  const api = useApi(releasesApiRef);
  const toasts = useApi(toastApiRef);
  const [draft, setDraft] = useState(() =>
    edited ? editSubscription(edited) : newSubscription(viewerZone()),
  );
  const [revision, setRevision] = useState(edited?.revision ?? 0);
  const [errors, setErrors] = useState<SubscriptionErrors>({});
  const [failure, setFailure] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const [isDirty, setDirty] = useState(false);

  const change = (patch: Partial<SubscriptionDraft>) => {
    setDraft(last => ({ ...last, ...patch }));
    setDirty(true);
    setErrors(last => {
      const rest = { ...last };
      for (const key of Object.keys(patch) as (keyof SubscriptionDraft)[])
        delete rest[ANSWERS[key] ?? (key as SubscriptionField)];
      // Complaints about fields that are not shown any more would stay.
      if (patch.from) {
        delete rest.url;
        delete rest.content;
      }
      if (patch.kind) delete rest.vendor;
      return rest;
    });
  };

  const refuse = async (error: unknown) => {
    if (edited && isConflict(error)) {
      try {
        const newest = await api.getSubscription({ params: { id: edited.id } });
        setRevision(newest.revision);
        setFailure(t('subscriptions.form.changed'));
      } catch (gone) {
        setFailure(
          statusOf(gone) === 404
            ? t('subscriptions.form.gone')
            : messageOf(gone),
        );
      }
      return;
    }
    const message = messageOf(error);
    const { fields, rest } =
      statusOf(error) === 400
        ? refusedFields(message)
        : { fields: {}, rest: message };
    setErrors(fields);
    if (rest) setFailure(t('subscriptions.form.notSaved', { reason: rest }));
  };

  const save = async () => {
    setFailure(undefined);
    const wrong = draftErrors(draft, {
      isEdit: Boolean(edited),
      say: {
        needed: t('subscriptions.form.needed'),
        vendorNeeded: t('dialog.vendorNeeded'),
        addressNeeded: t('subscriptions.form.addressNeeded'),
        fileNeeded: t('subscriptions.form.fileNeeded'),
      },
    });
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setSaving(true);
    try {
      const saved = edited
        ? await api.updateSubscription({
            params: { id: edited.id },
            revision,
            body: patchOf(draft),
          })
        : await api.createSubscription({ body: inputOf(draft) });
      const { title, itemCount, state, error } = saved;
      toasts.post(
        state === 'broken'
          ? {
              title: t('subscriptions.done.broken', { title }),
              description: error,
              status: 'warning',
            }
          : {
              title: t('subscriptions.done.good', {
                title,
                items: t('subscriptions.items', { count: itemCount }),
              }),
              status: 'success',
              timeout: 5000,
            },
      );
      notifyChanged();
      onSaved(saved);
    } catch (error) {
      await refuse(error);
      setSaving(false);
    }
  };

  return { draft, change, errors, failure, isSaving, isDirty, save };
}
