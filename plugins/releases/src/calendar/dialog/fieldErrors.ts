import { ResponseError } from '@backstage/errors';
import { TimelineKind } from '@release-desk/plugin-releases-common';
import { Draft } from './draft';
import { asksToMove, isWindow } from './requestOf';
import { whenErrors } from './when/scheduleOf';

export type Step = 'what' | 'when' | 'scope' | 'rules' | 'check';

export type Field =
  | 'title'
  | 'text'
  | 'owner'
  | 'category'
  | 'vendor'
  | 'moveBy'
  | 'start'
  | 'timeZone'
  | 'duration'
  | 'rrule'
  | 'ends'
  | 'selector'
  | 'entities'
  | 'environments'
  | 'enforcement'
  | 'actions'
  | 'invokers'
  | 'exemptChangeTypes'
  | 'inFlight';

export type FieldErrors = Partial<Record<Field, string>>;

const STEP_OF: Record<Field, Step> = {
  title: 'what',
  text: 'what',
  owner: 'what',
  category: 'what',
  vendor: 'what',
  moveBy: 'what',
  start: 'when',
  timeZone: 'when',
  duration: 'when',
  rrule: 'when',
  ends: 'when',
  selector: 'scope',
  entities: 'scope',
  environments: 'scope',
  enforcement: 'rules',
  actions: 'rules',
  invokers: 'rules',
  exemptChangeTypes: 'rules',
  inFlight: 'rules',
};

export function stepsOf(kind: TimelineKind): Step[] {
  // An advisory stops nothing, but it too speaks of some actions and not of others.
  return isWindow(kind)
    ? ['what', 'when', 'scope', 'rules', 'check']
    : ['what', 'when', 'scope', 'check'];
}

export function errorsOfStep(errors: FieldErrors, step: Step): Field[] {
  return (Object.keys(errors) as Field[]).filter(
    field => STEP_OF[field] === step,
  );
}

/** The messages that a draft is checked with before it is sent. */
export interface CheckMessages {
  needed: string;
  vendorNeeded: string;
  entityNeeded: string;
  versionNeeded: string;
  oneNeeded: string;
}

/** What is missing or wrong in a draft, at its field. */
export function draftErrors(draft: Draft, say: CheckMessages): FieldErrors {
  const { kind, title, text, owner, vendor, moveBy } = draft;
  const errors: FieldErrors = { ...whenErrors(draft.when) };
  if (!title.trim()) errors.title = say.needed;
  if (!owner) errors.owner = say.needed;
  if (isWindow(kind)) {
    if (!text.trim()) errors.text = say.needed;
    if (draft.actions.length === 0) errors.actions = say.oneNeeded;
    if (draft.invokers.length === 0) errors.invokers = say.oneNeeded;
  }
  if (kind === 'vendor' && !vendor.trim()) errors.vendor = say.vendorNeeded;
  if (asksToMove(draft) && !moveBy) errors.moveBy = say.needed;
  if (kind === 'release') {
    const named = draft.entities.filter(({ ref }) => ref);
    if (named.length === 0) errors.entities = say.entityNeeded;
    else if (named.some(({ version }) => !version.trim()))
      errors.entities = say.versionNeeded;
  }
  return errors;
}

const FIELD_OF_PATH: [RegExp, Field][] = [
  [/^title$/, 'title'],
  [/^(reason|description|notes)$/, 'text'],
  [/^owner$/, 'owner'],
  [/^category$/, 'category'],
  [/^vendor$/, 'vendor'],
  [/^moveBy$/, 'moveBy'],
  [/^(schedule\.)?start$/, 'start'],
  [/^(schedule\.)?timeZone$/, 'timeZone'],
  [/^(schedule\.)?(duration|end)$/, 'duration'],
  [/^(schedule\.)?(UNTIL|COUNT)$/, 'ends'],
  [/^(schedule\.)?(rrule|exdates|rdates|[A-Z]{4,})/, 'rrule'],
  [/^schedule$/, 'start'],
  [/^selector/, 'selector'],
  [/^entities/, 'entities'],
  [/^environments/, 'environments'],
  [/^enforcement/, 'enforcement'],
  [/^actions/, 'actions'],
  [/^invokers/, 'invokers'],
  [/^exemptChangeTypes/, 'exemptChangeTypes'],
  [/^inFlight/, 'inFlight'],
];

function messageOf(error: unknown): string {
  if (error instanceof ResponseError)
    return error.body.error?.message ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

/** Whether the server says that somebody else has changed it meanwhile. */
export function isConflict(error: unknown): error is ResponseError {
  return error instanceof ResponseError && error.statusCode === 409;
}

/** The current resource that comes with a 409. */
export function currentOf(error: ResponseError): unknown {
  return (error.body.error as { current?: unknown }).current;
}

/**
 * Sorts what the server refused to its fields: it says `path: what was
 * expected`, several joined by semicolons. What has no field here is `rest`.
 */
export function serverErrors(error: unknown): {
  fields: FieldErrors;
  rest?: string;
} {
  const message = messageOf(error);
  const isInput = error instanceof ResponseError && error.statusCode === 400;
  if (!isInput) return { fields: {}, rest: message };
  const fields: FieldErrors = {};
  const rest: string[] = [];
  for (const problem of message.split(/; (?=[A-Za-z][\w.[\]]*: )/)) {
    const [, path = '', reason = problem] =
      /^([A-Za-z][\w.[\]]*): ([\s\S]*)$/.exec(problem) ?? [];
    const field = FIELD_OF_PATH.find(([pattern]) => pattern.test(path))?.[1];
    if (field) fields[field] ??= reason;
    else rest.push(problem);
  }
  return { fields, rest: rest.length ? rest.join('; ') : undefined };
}
