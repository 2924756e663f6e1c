import {
  boardContract,
  ReleasesContract,
  utilisationContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../../http/types';
import { UtilisationService } from '../utilisation';
import { BoardService } from './BoardService';
import { FindingsService } from './FindingsService';
import { IdleService } from './IdleService';

const {
  listEnvironments,
  getEnvironment,
  keepEnvironment,
  releaseEnvironment,
  listFindings,
} = boardContract;

/** The others of the contract's part are served by those who own their subject. */
export const servedBoard = {
  listEnvironments,
  getEnvironment,
  keepEnvironment,
  releaseEnvironment,
  listFindings,
  ...utilisationContract,
};

export type BoardHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof servedBoard
>;

export function boardHandlers(services: {
  board: BoardService;
  findings: FindingsService;
  idle: IdleService;
  utilisation: UtilisationService;
}): BoardHandlers {
  const { board, findings, idle, utilisation } = services;
  return {
    listEnvironments: ({ query }, context) => board.list(query, context),
    getEnvironment: ({ params }, context) => board.get(refOf(params), context),
    keepEnvironment: ({ params, body }, context) =>
      idle.keep({ ref: refOf(params), ...body }, context),
    releaseEnvironment: ({ params, body }, context) =>
      idle.release({ ref: refOf(params), ...body }, context),
    getUtilisation: ({ query }, context) => utilisation.get(query, context),
    listFindings: ({ query }, context) => findings.list(query, context),
  };
}

function refOf(params: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
