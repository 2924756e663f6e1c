import {
  deploymentsContract,
  promotionsContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../http/types';
import { BoardHandlers, servedBoard } from './board';
import { ClaimsHandlers, servedClaims } from './claims';
import { bookingsHandlers, servedBookings } from './bookingsHandlers';
import { EnvironmentsServices } from './createServices';
import { PromotionsHandlers } from './promotion/promotionsHandlers';

/** What is served; the handlers below have to cover it. */
export const servedEnvironments = {
  ...servedBookings,
  ...deploymentsContract,
  ...promotionsContract,
  ...servedBoard,
  ...servedClaims,
};

export type EnvironmentsHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof servedEnvironments
>;

/** Contract to services. */
export function environmentsHandlers(
  services: EnvironmentsServices,
  parts: BoardHandlers & ClaimsHandlers & PromotionsHandlers,
): EnvironmentsHandlers {
  return {
    ...parts,
    ...services.versions.handlers,
    ...bookingsHandlers(services),
  };
}
