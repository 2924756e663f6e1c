import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** How many problems one error names. */
const NAMED = 10;

/**
 * Parses with a schema. What does not fit becomes one `InputError` that names
 * the path of each field and what was expected there.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
  /** Leads every path, e.g. `query`. */
  place: string,
): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(flatten);
  const named = problems
    .slice(0, NAMED)
    .map(({ path, message }) => `${pathText(path) || place}: ${message}`);
  if (problems.length > NAMED)
    named.push(`and ${problems.length - NAMED} more`);
  throw new InputError(named.join('; '));
}

interface Problem {
  path: PropertyKey[];
  message: string;
}

function flatten(issue: z.core.$ZodIssue): Problem[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        path: [...path, key],
        message: 'expected no such field',
      }));
    case 'invalid_type': {
      const expected = issue.message.startsWith('expected')
        ? issue.message
        : `expected ${article(issue.expected)}`;
      const message =
        issue.input === undefined ? `${expected}, which is missing` : expected;
      return [{ path, message }];
    }
    case 'invalid_value':
      return [
        {
          path,
          message: `expected one of ${issue.values.map(String).join(', ')}`,
        },
      ];
    case 'too_big':
      return [
        { path, message: `expected at most ${amount(issue, 'maximum')}` },
      ];
    case 'too_small':
      return [
        { path, message: `expected at least ${amount(issue, 'minimum')}` },
      ];
    case 'invalid_format':
      return [{ path, message: formatText(issue) }];
    case 'invalid_union':
      return issue.errors.flat().length > 0
        ? issue.errors.flatMap(option =>
            option.map(one => ({
              path: [...path, ...one.path],
              message: one.message,
            })),
          )
        : [{ path, message: lowerFirst(issue.message) }];
    default:
      return [{ path, message: lowerFirst(issue.message) }];
  }
}

function article(expected: string): string {
  const type = expected === 'int' ? 'integer' : expected;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function amount(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  bound: 'maximum' | 'minimum',
): string {
  const limit = String(
    (issue as Partial<Record<typeof bound, unknown>>)[bound],
  );
  switch (issue.origin) {
    case 'string':
      return `${limit} characters`;
    case 'array':
    case 'set':
      return `${limit} values`;
    default:
      return limit;
  }
}

function formatText(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.message.startsWith('expected')) return issue.message;
  switch (issue.format) {
    case 'uuid':
      return 'expected a UUID';
    case 'url':
      return 'expected an http or https URL';
    case 'regex':
      return `expected text that matches ${issue.pattern}`;
    default:
      return lowerFirst(issue.message);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `schedule.exdates[2]` */
function pathText(path: PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part).slice(0, 100);
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}
