import { ResponseError } from '@backstage/errors';
import { newDraft } from './draft';
import {
  currentOf,
  draftErrors,
  isConflict,
  serverErrors,
} from './fieldErrors';

async function failure(status: number, error: object) {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

const say = {
  needed: 'needed',
  vendorNeeded: 'vendor',
  entityNeeded: 'entity',
  versionNeeded: 'version',
  oneNeeded: 'one',
};

describe('serverErrors', () => {
  it('puts what the server refused at its fields', async () => {
    const error = await failure(400, {
      name: 'InputError',
      message:
        'title: expected at most 200 characters; schedule.rrule: can never be met; BYDAY: expected weekdays; selector.owner[0]: expected a full entity ref; odd',
    });
    expect(serverErrors(error)).toEqual({
      fields: {
        title: 'expected at most 200 characters',
        rrule: 'can never be met',
        selector: 'expected a full entity ref; odd',
      },
      rest: undefined,
    });
  });

  it('keeps what has no field', async () => {
    const error = await failure(503, { name: 'Error', message: 'down' });
    expect(serverErrors(error)).toEqual({ fields: {}, rest: 'down' });
  });

  it('finds the current resource of a conflict', async () => {
    const error = await failure(409, {
      name: 'ConflictError',
      message: 'stale',
      current: { revision: 7 },
    });
    expect(isConflict(error)).toBe(true);
    expect(currentOf(error)).toEqual({ revision: 7 });
  });
});

describe('draftErrors', () => {
  it('names what is missing', () => {
    const draft = (kind: 'freeze' | 'release' | 'vendor') =>
      newDraft({ kind, timeZone: 'UTC', now: 0 });
    expect(draftErrors(draft('freeze'), say)).toEqual({
      title: 'needed',
      owner: 'needed',
      text: 'needed',
    });
    expect(draftErrors(draft('release'), say)).toMatchObject({
      entities: 'entity',
    });
    expect(draftErrors(draft('vendor'), say)).toMatchObject({
      vendor: 'vendor',
    });
  });
});
