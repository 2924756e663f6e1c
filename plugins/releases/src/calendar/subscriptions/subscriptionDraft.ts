import type {
  Subscription,
  SubscriptionInput,
  SubscriptionPatch,
} from '@release-desk/plugin-releases-common';
import {
  readSelector,
  ScopeDraft,
  selectorOf,
} from '../dialog/scope/scopeLines';

export type Target = Subscription['kind'];

/** Everything that the form holds: switching to a file and back loses nothing. */
export interface SubscriptionDraft {
  from: 'url' | 'file';
  url: string;
  /** `text` is what the API is sent. */
  file?: { name: string; bytes: number; text: string };
  title: string;
  kind: Target;
  vendor: string;
  owner: string;
  scope: ScopeDraft;
  /** IANA name. */
  timeZone: string;
  refreshMinutes: number;
}

export type SubscriptionField =
  | 'url'
  | 'content'
  | 'title'
  | 'kind'
  | 'vendor'
  | 'owner'
  | 'selector'
  | 'timeZone'
  | 'refreshMinutes';

export type SubscriptionErrors = Partial<Record<SubscriptionField, string>>;

export function newSubscription(timeZone: string): SubscriptionDraft {
  return {
    from: 'url',
    url: '',
    title: '',
    kind: 'vendor',
    vendor: '',
    owner: '',
    scope: readSelector({}),
    timeZone,
    refreshMinutes: 60,
  };
}

export function editSubscription(stored: Subscription): SubscriptionDraft {
  const { url, title, kind, vendor = '', owner } = stored;
  const { timeZone, refreshMinutes } = stored;
  return {
    from: url ? 'url' : 'file',
    url: url ?? '',
    title,
    kind,
    vendor,
    owner,
    scope: readSelector(stored.selector),
    timeZone,
    refreshMinutes,
  };
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** What is missing or wrong, at its field, before anything is sent. */
export function draftErrors(
  draft: SubscriptionDraft,
  options: {
    isEdit: boolean;
    say: Record<
      'needed' | 'vendorNeeded' | 'addressNeeded' | 'fileNeeded',
      string
    >;
  },
): SubscriptionErrors {
  const { isEdit, say } = options;
  const errors: SubscriptionErrors = {};
  if (draft.from === 'url' && !isHttp(draft.url.trim()))
    errors.url = say.addressNeeded;
  if (draft.from === 'file' && !isEdit && !draft.file)
    errors.content = say.fileNeeded;
  if (!draft.title.trim()) errors.title = say.needed;
  if (!draft.owner) errors.owner = say.needed;
  if (draft.kind === 'vendor' && !draft.vendor.trim())
    errors.vendor = say.vendorNeeded;
  return errors;
}

/** What both writes say; a file that was not chosen anew stays as it is. */
function commonOf(draft: SubscriptionDraft) {
  const { from, file, kind, timeZone, refreshMinutes } = draft;
  return {
    title: draft.title.trim(),
    owner: draft.owner,
    ...(kind === 'vendor' && { vendor: draft.vendor.trim() }),
    selector: selectorOf(draft.scope),
    timeZone,
    refreshMinutes,
    ...(from === 'url' && { url: draft.url.trim() }),
    ...(from === 'file' && file && { content: file.text }),
  };
}

export function inputOf(draft: SubscriptionDraft): SubscriptionInput {
  return { ...commonOf(draft), kind: draft.kind };
}

export function patchOf(draft: SubscriptionDraft): SubscriptionPatch {
  return commonOf(draft);
}

const FIELDS: Record<SubscriptionField, RegExp> = {
  url: /^url$/,
  content: /^content$/,
  title: /^title$/,
  kind: /^kind$/,
  vendor: /^vendor$/,
  owner: /^owner$/,
  selector: /^selector/,
  timeZone: /^timeZone$/,
  refreshMinutes: /^refreshMinutes$/,
};

/**
 * Sorts what the server refused to its fields: it says `path: what was
 * expected`, several joined by semicolons. What has no field here is `rest`.
 */
export function refusedFields(message: string): {
  fields: SubscriptionErrors;
  rest?: string;
} {
  const fields: SubscriptionErrors = {};
  const rest: string[] = [];
  for (const problem of message.split(/; (?=[A-Za-z][\w.[\]]*: )/)) {
    const [, path = '', reason = problem] =
      /^([A-Za-z][\w.[\]]*): ([\s\S]*)$/.exec(problem) ?? [];
    const field = (Object.keys(FIELDS) as SubscriptionField[]).find(name =>
      FIELDS[name].test(path),
    );
    if (field) fields[field] ??= reason;
    else rest.push(problem);
  }
  return { fields, rest: rest.length ? rest.join('; ') : undefined };
}

/** The name that a calendar gives itself, if it does. */
export function nameInCalendar(text: string): string | undefined {
  const name = /^X-WR-CALNAME(?:;[^:\r\n]*)?:(.*)$/im.exec(text)?.[1];
  return (
    name
      ?.replace(/\\([,;\\])/g, '$1')
      .trim()
      .slice(0, 200) || undefined
  );
}
