import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from '../schema';

const room = 'calendar';

export const stateEndpoints = {
  getWindowState: endpoint({
    method: 'GET',
    path: '/windows/state',
    room,
    summary: 'Ask whether something may happen',
    description:
      'Open, closed or advisory for one entity, environment, action, invoker and change type at one instant, because of which windows, and until when.',
    permissions: [p.windowReadPermission],
    query: s.stateQuestionSchema,
    response: s.stateAnswerSchema,
  }),
  askWindowStates: endpoint({
    method: 'POST',
    path: '/windows/states',
    room,
    safe: true,
    summary: 'Ask several such questions at once',
    permissions: [p.windowReadPermission],
    body: z.strictObject({
      questions: z.array(s.stateQuestionSchema).min(1).max(50),
    }),
    response: z.object({ items: z.array(s.stateAnswerSchema) }),
  }),
  getOpenness: endpoint({
    method: 'GET',
    path: '/windows/openness',
    room,
    summary: 'When it is open, environment by environment',
    description:
      'Without environmentRef: the environments that the entity is related to, or every shared one when there are none.',
    permissions: [p.windowReadPermission],
    query: z.object({
      ...s.stateQuestionSchema.omit({
        at: true,
        startedAt: true,
        environmentRef: true,
      }).shape,
      environmentRef: listParam(entityRefSchema),
      from: instantSchema,
      to: instantSchema,
    }),
    response: z.object({ items: z.array(s.opennessSchema) }),
  }),
  previewWindow: endpoint({
    method: 'POST',
    path: '/windows/preview',
    room,
    safe: true,
    summary: 'See what a window or event would mean before it is saved',
    permissions: [p.windowReadPermission],
    body: s.previewInputSchema,
    response: s.previewSchema,
  }),
};
