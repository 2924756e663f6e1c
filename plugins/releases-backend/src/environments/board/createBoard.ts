import { SchedulerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ClaimStore } from '../claims';
import { FindingsReader, ZoneDependencies } from '../findings';
import { EnvironmentsDependencies } from '../service';
import { UtilisationService, UtilisationStore } from '../utilisation';
import { LastActivity, SeenIdentities } from '../versions';
import { boardCacheMs, boardConfig } from './boardConfig';
import { BoardHandlers, boardHandlers } from './boardHandlers';
import { BoardService } from './BoardService';
import { BoardStates } from './BoardStates';
import { Directory } from './Directory';
import { FindingsService } from './FindingsService';
import { IdleService } from './IdleService';
import { OccupancyReader } from './OccupancyReader';
import { OccupancyStore } from './OccupancyStore';
import { RowReader } from './RowReader';
import { scheduleUse } from './scheduleUse';
import { UseStore } from './UseStore';

/** The board of environments, and what is found in them. */
export async function createBoard(
  options: EnvironmentsDependencies & {
    config: Config;
    claims: ClaimStore;
    activity: LastActivity & SeenIdentities;
    scheduler: SchedulerService;
  },
): Promise<{ handlers: BoardHandlers }> {
  const { config, activity } = options;
  const { idleDays, allowedFlows } = boardConfig(config);
  const directory = new Directory(options);
  const findings = new FindingsReader({
    ...options,
    keepMs: boardCacheMs(config),
    directory,
    allowedFlows,
    identities: activity,
    dependencies: new ZoneDependencies(options),
  });
  const uses = new UseStore(options);
  const occupancy = new OccupancyReader({
    ...options,
    store: new OccupancyStore(options),
  });
  const states = new BoardStates({
    ...options,
    keepMs: boardCacheMs(config),
    lastActivity: activity,
    occupancy,
    uses,
  });
  const rows = new RowReader({
    ...options,
    findings,
    idleDays,
    occupancy,
    states,
  });
  const board = new BoardService({ ...options, directory, rows, states });
  await scheduleUse({ ...options, directory });
  return {
    handlers: boardHandlers({
      board,
      findings: new FindingsService({ board, findings }),
      idle: new IdleService({ ...options, board, uses }),
      utilisation: new UtilisationService({
        ...options,
        board,
        store: new UtilisationStore(options),
      }),
    }),
  };
}
