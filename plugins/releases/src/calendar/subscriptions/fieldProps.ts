import type {
  SubscriptionDraft,
  SubscriptionErrors,
} from './subscriptionDraft';

/** What each group of fields is given. */
export interface FieldProps {
  draft: SubscriptionDraft;
  errors: SubscriptionErrors;
  isEdit: boolean;
  onChange(change: Partial<SubscriptionDraft>): void;
}
