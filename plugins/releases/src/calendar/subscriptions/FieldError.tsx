import step from '../dialog/Step.module.css';

/** What is wrong with a field, under it. */
export function FieldError(props: { message?: string }) {
  return props.message ? (
    <p className={step.error} role="alert">
      {props.message}
    </p>
  ) : null;
}
