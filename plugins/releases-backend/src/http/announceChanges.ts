import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Change } from './createContractRouter';

/** The channel on which open pages hear that they should read again. */
export const CHANGES_CHANNEL = 'releases:changed';

/**
 * Tells every open page what changed: ids only, because a broadcast goes to
 * those too who may not read it. Best effort: a portal without the signals
 * backend works as well.
 */
export function announceChanges(options: {
  signals: SignalsService;
  logger: LoggerService;
}): (change: Change) => void {
  const { signals, logger } = options;
  return change => {
    signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: CHANGES_CHANNEL,
        message: { ...change },
      })
      .catch(error =>
        logger.debug(`Could not announce a change: ${stringifyError(error)}`),
      );
  };
}
