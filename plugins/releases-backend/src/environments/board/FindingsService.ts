import {
  boardContract,
  EndpointRequest,
  Finding,
  Page,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { toPage } from '../../resources';
import { FindingsReader } from '../findings';
import { pageOfRefs } from './boardPage';
import { BoardService } from './BoardService';

export type FindingsQuery = EndpointRequest<
  (typeof boardContract)['listFindings']
>['query'];

/** What is found in the environments that the caller may read, along the promotion path. */
export class FindingsService {
  readonly #board: BoardService;
  readonly #findings: FindingsReader;

  constructor(options: { board: BoardService; findings: FindingsReader }) {
    this.#board = options.board;
    this.#findings = options.findings;
  }

  async list(
    query: FindingsQuery,
    context: CallContext,
  ): Promise<Page<Finding>> {
    const { environmentRef, kind, ...page } = query;
    const items = (await this.#board.readable(context)).filter(
      ({ known }) => environmentRef?.includes(known.environment.ref) ?? true,
    );
    const found = await this.#findings.of(
      items.map(({ known }) => known),
      context,
    );
    const all = items
      .flatMap(({ known }) => found.get(known.environment.ref) ?? [])
      .filter(finding => kind?.includes(finding.kind) ?? true);
    const listed = pageOfRefs(all, { ...page, refOf: ({ key }) => key });
    return toPage(listed, listed.items);
  }
}
