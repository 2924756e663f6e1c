import { InputError, NotAllowedError } from '@backstage/errors';
import {
  decideOpenness,
  decideWindows,
  EntityFacts,
  Openness,
  StateAnswer,
  StateQuestion,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { Access, Authorizer } from '../../permissions';
import { WindowStore } from '../store';
import { CatalogChecks } from './CatalogChecks';
import { CoveringWindows } from './CoveringWindows';
import { maskAnswer, refsOfAnswers } from './maskBecause';

const MOST_ENVIRONMENTS = 50;
const MOST_DAYS = 400;
const DAY = 86_400_000;

export type OpennessQuery = Omit<
  StateQuestion,
  'at' | 'startedAt' | 'environmentRef'
> & { environmentRef?: string[]; from: string; to: string };

/** Whether something may happen, and when. */
export class StateService {
  readonly #options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    checks: CatalogChecks;
    covering: CoveringWindows;
    windows: WindowStore;
    now: () => number;
  };

  constructor(options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    checks: CatalogChecks;
    covering: CoveringWindows;
    windows: WindowStore;
    now: () => number;
  }) {
    this.#options = options;
  }

  async state(
    question: StateQuestion,
    context: CallContext,
  ): Promise<StateAnswer> {
    const access = await this.#access(context);
    const [answer] = await this.#mask(
      [await this.#answer(question, context)],
      access,
      context,
    );
    return answer;
  }

  async states(
    questions: StateQuestion[],
    context: CallContext,
  ): Promise<StateAnswer[]> {
    const access = await this.#access(context);
    const answers = await Promise.all(
      questions.map((question, index) =>
        this.#answer(question, context, `questions[${index}].`),
      ),
    );
    return this.#mask(answers, access, context);
  }

  async openness(
    query: OpennessQuery,
    context: CallContext,
  ): Promise<Openness[]> {
    const { from, to } = query;
    requireRange(from, to);
    const access = await this.#access(context);
    const environments = await this.#environments(query, context);
    const found = await Promise.all(
      environments.map(environment =>
        this.#opennessIn(query, environment, context),
      ),
    );
    const answers = await this.#mask(
      found.map(({ now }) => now),
      access,
      context,
    );
    return found.map((item, index) => ({ ...item, now: answers[index] }));
  }

  async #opennessIn(
    query: OpennessQuery,
    environment: EntityFacts | undefined,
    context: CallContext,
  ): Promise<Openness> {
    const { from, to, entityRef, action, invoker, changeType } = query;
    const now = this.#options.now();
    const { entity } = await this.#options.checks.subject(
      { entityRef },
      context,
    );
    const { windows, overrides } = await this.#options.covering.find(
      { entity, environment },
      {
        since: Math.min(now, Date.parse(from)),
        until: Math.max(now, Date.parse(to)),
      },
    );
    const openness = decideOpenness(
      windows,
      {
        at: new Date(now).toISOString(),
        action,
        invoker,
        changeType,
        entity,
        environment,
        overrides,
      },
      { from, to },
    );
    return {
      ...(environment && {
        environmentRef: environment.ref,
        environmentTitle: environment.title ?? environment.name,
        ...(environment.environmentTier && {
          environmentTier: environment.environmentTier,
        }),
      }),
      ...openness,
    };
  }

  /** Those that are asked for, or those that are related; `undefined` for any when there are none. */
  async #environments(
    query: OpennessQuery,
    context: CallContext,
  ): Promise<(EntityFacts | undefined)[]> {
    const { checks, catalogView } = this.#options;
    const { entityRef, environmentRef } = query;
    if (environmentRef) {
      await checks.require(
        environmentRef.map(ref => ({
          field: 'environmentRef',
          ref,
          expected: 'environment' as const,
        })),
        context,
      );
      const facts = await catalogView.getFacts(environmentRef);
      return [...new Set(environmentRef)].map(ref => facts.get(ref));
    }
    await checks.subject({ entityRef }, context);
    const related = await catalogView.environmentsOf(entityRef);
    const visible = await checks.visible(
      related.map(({ ref }) => ref),
      context,
    );
    const shown = related
      .filter(({ ref }) => visible.has(ref))
      .slice(0, MOST_ENVIRONMENTS);
    return shown.length > 0 ? shown : [undefined];
  }

  async #answer(
    question: StateQuestion,
    context: CallContext,
    place?: string,
  ): Promise<StateAnswer> {
    const { action, invoker, changeType, startedAt } = question;
    const at = question.at ?? new Date(this.#options.now()).toISOString();
    const subject = await this.#options.checks.subject(
      question,
      context,
      place,
    );
    const instant = Date.parse(at);
    const since = Math.min(
      instant,
      startedAt ? Date.parse(startedAt) : instant,
    );
    const { windows, overrides } = await this.#options.covering.find(subject, {
      since,
      until: instant,
    });
    return decideWindows(windows, {
      ...subject,
      at,
      action,
      invoker,
      changeType,
      startedAt,
      overrides,
    });
  }

  async #access(context: CallContext): Promise<Access> {
    const access = await this.#options.authorizer.conditionsFor(
      windowReadPermission,
      context,
    );
    if ('none' in access)
      throw new NotAllowedError(`Not allowed: ${windowReadPermission.name}`);
    return access;
  }

  async #mask(
    answers: StateAnswer[],
    access: Access,
    context: CallContext,
  ): Promise<StateAnswer[]> {
    const { windows, checks } = this.#options;
    const ids = answers.flatMap(answer =>
      answer.because.map(because => because.windowId),
    );
    const may = {
      windows: await windows.covered([...new Set(ids)], access),
      entities: await checks.visible(refsOfAnswers(answers), context),
    };
    return answers.map(answer => maskAnswer(answer, may));
  }
}

function requireRange(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  if (days <= 0) throw new InputError('to: expected an instant after from');
  if (days > MOST_DAYS)
    throw new InputError(`to: expected at most ${MOST_DAYS} days after from`);
}
