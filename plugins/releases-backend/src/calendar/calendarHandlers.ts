import {
  calendarContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../http/types';
import { CalendarServices } from './createServices';

export type CalendarHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof calendarContract
>;

/** Contract to services. */
export function calendarHandlers(services: CalendarServices): CalendarHandlers {
  const { windows, releases, events, overrides, uses, state, preview } =
    services;
  return {
    listWindows: ({ query }, context) => windows.list(query, context),
    createWindow: ({ body }, context) => windows.create(body, context),
    getWindow: ({ params }, context) => windows.get(params.id, context),
    updateWindow: ({ params, body, revision }, context) =>
      windows.update({ ...params, revision, patch: body }, context),
    deleteWindow: ({ params, revision }, context) =>
      windows.delete({ ...params, revision }, context),

    getWindowState: ({ query }, context) => state.state(query, context),
    askWindowStates: async ({ body }, context) => ({
      items: await state.states(body.questions, context),
    }),
    getOpenness: async ({ query }, context) => ({
      items: await state.openness(query, context),
    }),
    previewWindow: ({ body }, context) => preview.preview(body, context),

    listReleases: ({ query }, context) => releases.list(query, context),
    createRelease: ({ body }, context) => releases.create(body, context),
    getRelease: ({ params }, context) => releases.get(params.id, context),
    updateRelease: ({ params, body, revision }, context) =>
      releases.update({ ...params, revision, patch: body }, context),
    deleteRelease: ({ params, revision }, context) =>
      releases.delete({ ...params, revision }, context),

    listEvents: ({ query }, context) => events.list(query, context),
    createEvent: ({ body }, context) => events.create(body, context),
    getEvent: ({ params }, context) => events.get(params.id, context),
    updateEvent: ({ params, body, revision }, context) =>
      events.update({ ...params, revision, patch: body }, context),
    deleteEvent: ({ params, revision }, context) =>
      events.delete({ ...params, revision }, context),

    listOverrides: ({ query }, context) => overrides.list(query, context),
    requestOverride: ({ body }, context) => overrides.request(body, context),
    getOverride: ({ params }, context) => overrides.get(params.id, context),
    approveOverride: ({ params, body, revision }, context) =>
      overrides.approve({ ...params, revision, ...body }, context),
    rejectOverride: ({ params, body, revision }, context) =>
      overrides.reject({ ...params, revision, ...body }, context),
    revokeOverride: ({ params, body, revision }, context) =>
      overrides.revoke({ ...params, revision, ...body }, context),
    listOverrideUses: ({ params, query }, context) =>
      uses.list({ ...params, ...query }, context),
    useOverride: ({ params, body }, context) =>
      uses.use(params.id, body, context),
  };
}
