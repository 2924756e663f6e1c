import {
  boardContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../../http/types';
import { BoardService } from './BoardService';
import { FindingsService } from './FindingsService';

const { listEnvironments, getEnvironment, listFindings } = boardContract;

export const servedBoard = { listEnvironments, getEnvironment, listFindings };

export type BoardHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof servedBoard
>;

export function boardHandlers(services: {
  board: BoardService;
  findings: FindingsService;
}): BoardHandlers {
  const { board, findings } = services;
  return {
    listEnvironments: ({ query }, context) => board.list(query, context),
    getEnvironment: ({ params }, context) => board.get(refOf(params), context),
    listFindings: ({ query }, context) => findings.list(query, context),
  };
}

export function refOf(params: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
