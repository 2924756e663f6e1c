import { Config } from '@backstage/config';
import { ClaimStore } from '../claims';
import { FindingsReader, ZoneDependencies } from '../findings';
import { EnvironmentsDependencies } from '../service';
import { LastActivity, SeenIdentities } from '../versions';
import { boardConfig } from './boardConfig';
import { BoardHandlers, boardHandlers } from './boardHandlers';
import { BoardService } from './BoardService';
import { Directory } from './Directory';
import { FindingsService } from './FindingsService';
import { OccupancyReader } from './OccupancyReader';
import { OccupancyStore } from './OccupancyStore';
import { RowReader } from './RowReader';
import { UseStore } from './UseStore';

/** The board of environments, and what is found in them. */
export function createBoard(
  options: EnvironmentsDependencies & {
    config: Config;
    claims: ClaimStore;
    activity: LastActivity & SeenIdentities;
  },
): { handlers: BoardHandlers } {
  const { config, activity } = options;
  const { idleDays, allowedFlows } = boardConfig(config);
  const directory = new Directory(options);
  const findings = new FindingsReader({
    ...options,
    directory,
    allowedFlows,
    identities: activity,
    dependencies: new ZoneDependencies(options),
  });
  const rows = new RowReader({
    ...options,
    findings,
    idleDays,
    lastActivity: activity,
    occupancy: new OccupancyReader({
      ...options,
      store: new OccupancyStore(options),
    }),
    uses: new UseStore(options),
  });
  const board = new BoardService({ ...options, directory, rows });
  return {
    handlers: boardHandlers({
      board,
      findings: new FindingsService({ board, findings }),
    }),
  };
}
