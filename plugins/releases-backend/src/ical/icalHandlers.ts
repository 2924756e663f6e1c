import { icalContract } from '@release-desk/plugin-releases-common';
import { Handlers } from '../http';
import { FeedService } from './FeedService';
import { SubscriptionService } from './SubscriptionService';

export function icalHandlers(services: {
  feeds: FeedService;
  subscriptions: SubscriptionService;
}): Handlers<typeof icalContract> {
  const { feeds, subscriptions } = services;
  return {
    listFeeds: ({ query }, context) => feeds.list(query, context),
    createFeed: ({ body }, context) => feeds.create(body, context),
    rotateFeed: ({ params, revision }, context) =>
      feeds.rotate({ ...params, revision }, context),
    revokeFeed: ({ params, revision }, context) =>
      feeds.revoke({ ...params, revision }, context),

    async readFeed({ params }, _nobody, { req, res }) {
      const { content, etag } = await feeds.read(params.token);
      res.set('ETag', etag);
      // Never kept by a cache in between: the URL is the secret.
      res.set('Cache-Control', 'private, no-cache');
      if (isCurrent(req.headers['if-none-match'], etag)) {
        res.status(304).end();
        return;
      }
      res.set('Content-Type', 'text/calendar; charset=utf-8');
      res.set('Content-Disposition', 'inline; filename="releases.ics"');
      res.end(content);
    },

    listSubscriptions: ({ query }, context) =>
      subscriptions.list(query, context),
    createSubscription: ({ body }, context) =>
      subscriptions.create(body, context),
    getSubscription: ({ params }, context) =>
      subscriptions.get(params.id, context),
    updateSubscription: ({ params, body, revision }, context) =>
      subscriptions.update({ ...params, revision, patch: body }, context),
    deleteSubscription: ({ params, revision }, context) =>
      subscriptions.delete({ ...params, revision }, context),
    refreshSubscription: ({ params }, context) =>
      subscriptions.refresh(params.id, context),
  };
}

/**
 * Not express's `req.fresh`: it takes `Cache-Control: no-cache` for a reason to
 * send everything, and many clients send that with a conditional request.
 */
function isCurrent(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map(tag => tag.trim().replace(/^W\//, ''));
  return tags?.some(tag => tag === etag || tag === '*') ?? false;
}
