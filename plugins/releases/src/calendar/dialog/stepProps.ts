import { Draft } from './draft';
import { FieldErrors } from './fieldErrors';

/** What each step is given. */
export interface StepProps {
  draft: Draft;
  errors: FieldErrors;
  isEdit: boolean;
  onChange(change: Partial<Draft>): void;
}
