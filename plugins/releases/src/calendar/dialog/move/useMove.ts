import { useApi } from '@backstage/frontend-plugin-api';
import {
  instantToWall,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../../api';
import { loadTimeline, QueryState, useQuery } from '../../../shared/data';
import {
  formatSpanWithZone,
  viewerZone,
  zonePlace,
} from '../../../shared/time';
import { useText } from '../../../translation';
import { consequences } from '../check/consequences';
import { isWindow } from '../requestOf';
import { MoveScope, moveSchedule } from './moveSchedule';
import { Effect, neighbourEffects, standingEffects } from './releaseEffects';

const HOUR = 3_600_000;
const NEAR_MS = 6 * HOUR;
const MAX_QUESTIONS = 50;

interface Span {
  start: string;
  end: string;
}

interface Known {
  effects: Effect[];
  scope: MoveScope;
}

/** What a move would mean, asked before anything is written. */
export function useMoveEffects(
  item: TimelineItem,
  to: Span,
): QueryState<Known> {
  const api = useApi(releasesApiRef);
  const t = useText();
  const timeZone = viewerZone();
  const key = `${item.id} ${item.revision} ${to.start} ${to.end}`;

  return useQuery(key, async signal => {
    const ownZone: Effect[] =
      item.timeZone === timeZone
        ? []
        : [
            {
              tone: 'neutral',
              text: t('dialog.move.ownZone', {
                city: zonePlace(item.timeZone),
                span: formatSpanWithZone(to, item.timeZone),
              }),
            },
          ];
    if (item.kind === 'release') {
      const entityRefs = item.entities.map(({ ref }) => ref);
      const places = item.environments.length ? item.environments : [undefined];
      const questions = entityRefs
        .flatMap(entityRef =>
          places.map(environmentRef => ({
            entityRef,
            environmentRef,
            at: to.start,
          })),
        )
        .slice(0, MAX_QUESTIONS);
      const [{ items: answers }, others] = await Promise.all([
        questions.length
          ? api.askWindowStates({ body: { questions } }, { signal })
          : { items: [] },
        entityRefs.length
          ? loadTimeline(
              api,
              {
                from: new Date(Date.parse(to.start) - NEAR_MS).toISOString(),
                to: new Date(Date.parse(to.end) + NEAR_MS).toISOString(),
                entityRef: entityRefs.slice(0, 50),
                kind: ['release'],
                hops: 1,
              },
              signal,
            )
          : [],
      ]);
      return {
        scope: 'whole' as const,
        effects: [
          ...standingEffects(t, { item, answers, timeZone }),
          ...neighbourEffects(t, { item, to, others }),
          ...ownZone,
        ],
      };
    }
    const { kind } = item;
    const id = item.sourceId;
    const stored = isWindow(kind)
      ? await api.getWindow({ params: { id } }, { signal })
      : await api.getEvent({ params: { id } }, { signal });
    const { schedule, scope } = moveSchedule(stored.schedule, item, to);
    const enforcement = 'enforcement' in stored ? stored.enforcement : 'info';
    const preview = await api.previewWindow(
      {
        body: {
          kind,
          // The one that is moved, whatever comes before it.
          schedule:
            scope === 'occurrence'
              ? {
                  ...schedule,
                  start: instantToWall({
                    instant: to.start,
                    timeZone: schedule.timeZone,
                  }),
                  rrule: undefined,
                  exdates: undefined,
                  rdates: undefined,
                }
              : schedule,
          selector: stored.selector,
          windowId: id,
          ...('actions' in stored && { enforcement, actions: stored.actions }),
        },
      },
      { signal },
    );
    const lines = consequences(t, {
      kind,
      closes: kind === 'freeze' && enforcement === 'hard',
      preview,
      timeZone,
    });
    return {
      scope,
      effects: [
        ...lines.map(({ text }): Effect => ({ tone: 'neutral', text })),
        ...ownZone,
      ],
    };
  });
}

/** Writes a move. */
export function useMove(item: TimelineItem, to: Span) {
  const api = useApi(releasesApiRef);
  const [isMoving, setMoving] = useState(false);
  const move = async (revision: number): Promise<void> => {
    setMoving(true);
    try {
      const target = { params: { id: item.sourceId }, revision };
      if (item.kind === 'release') {
        await api.updateRelease({ ...target, body: to });
      } else if (isWindow(item.kind)) {
        const { schedule } = await api.getWindow(target);
        const body = moveSchedule(schedule, item, to);
        await api.updateWindow({
          ...target,
          body: { schedule: body.schedule },
        });
      } else {
        const { schedule } = await api.getEvent(target);
        const body = moveSchedule(schedule, item, to);
        await api.updateEvent({ ...target, body: { schedule: body.schedule } });
      }
    } finally {
      setMoving(false);
    }
  };
  return { move, isMoving };
}
