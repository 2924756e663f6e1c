import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import { params, room } from '../contractParts';
import { factNameSchema, factValueSchema } from './criteria';
import * as s from './schema';

const version = s.factSchema.shape.version;
const edge = {
  entityRef: entityRefSchema,
  from: entityRefSchema,
  to: entityRefSchema,
};

/** @public */
export const promotionsContract = {
  listFacts: endpoint({
    method: 'GET',
    path: '/facts',
    room,
    summary: 'List facts, the latest first',
    permissions: [p.environmentReadPermission],
    query: z.object({
      entityRef: entityRefSchema,
      version: version.optional(),
      name: listParam(factNameSchema),
      ...pageQuery,
    }),
    response: pageOf(s.factSchema),
  }),
  reportFacts: endpoint({
    method: 'POST',
    path: '/facts',
    room,
    status: 201,
    summary: 'Report facts of versions',
    description:
      'The fact `approval` is the approval of the person who reports it, or, when `false`, takes it back.',
    permissions: [p.factReportPermission],
    body: z.strictObject({ facts: z.array(s.factInputSchema).min(1).max(200) }),
    response: z.object({ items: z.array(s.factSchema) }),
  }),
  listPromotionPolicies: endpoint({
    method: 'GET',
    path: '/promotion-policies',
    room,
    summary: 'List what it takes to get from one environment to another',
    permissions: [p.environmentReadPermission],
    query: z.object({
      from: listParam(entityRefSchema),
      to: listParam(entityRefSchema),
      ...pageQuery,
    }),
    response: pageOf(s.promotionPolicySchema),
  }),
  createPromotionPolicy: endpoint({
    method: 'POST',
    path: '/promotion-policies',
    room,
    status: 201,
    summary: 'Say what a promotion takes',
    permissions: [p.environmentManagePermission],
    body: s.promotionPolicyInputSchema,
    response: s.promotionPolicySchema,
  }),
  getPromotionPolicy: endpoint({
    method: 'GET',
    path: '/promotion-policies/:id',
    room,
    summary: 'Get a promotion policy',
    permissions: [p.environmentReadPermission],
    params,
    response: s.promotionPolicySchema,
  }),
  updatePromotionPolicy: endpoint({
    method: 'PATCH',
    path: '/promotion-policies/:id',
    room,
    revisioned: true,
    summary: 'Change what a promotion takes',
    permissions: [p.environmentManagePermission],
    params,
    body: s.promotionPolicyPatchSchema,
    response: s.promotionPolicySchema,
  }),
  deletePromotionPolicy: endpoint({
    method: 'DELETE',
    path: '/promotion-policies/:id',
    room,
    revisioned: true,
    status: 204,
    summary: 'Delete a promotion policy',
    permissions: [p.environmentManagePermission],
    params,
  }),
  evaluatePromotion: endpoint({
    method: 'POST',
    path: '/promotions/evaluate',
    room,
    safe: true,
    summary: 'Ask whether a version may be promoted, and what it takes',
    permissions: [p.environmentReadPermission],
    body: z.strictObject({
      ...edge,
      /** What runs where it comes from unless told. */
      version: version.optional(),
    }),
    response: z.object({
      version,
      policyId: z.string().optional(),
      answer: s.promotionAnswerSchema,
    }),
  }),
  askWhatIf: endpoint({
    method: 'POST',
    path: '/promotions/what-if',
    room,
    safe: true,
    summary: 'Ask the same of the last versions, with other thresholds',
    permissions: [p.environmentReadPermission],
    body: z.strictObject({
      ...edge,
      changes: z
        .array(
          z.strictObject({
            key: z.string().min(1).max(100),
            value: z.union([
              factValueSchema,
              z.array(factValueSchema).min(1).max(50),
            ]),
          }),
        )
        .min(1)
        .max(20),
      versions: z.int().min(1).max(100).default(20),
    }),
    response: z.object({
      versions: z.array(
        z.object({
          version,
          at: instantSchema,
          before: s.promotionVerdictSchema,
          after: s.promotionVerdictSchema,
          change: z.enum([
            'now-passes',
            'no-longer-passes',
            'passes',
            'does-not-pass',
          ]),
        }),
      ),
    }),
  }),
};
