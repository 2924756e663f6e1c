import { whileItHolds } from './whileItHolds';

const rules = {
  kind: 'freeze' as const,
  enforcement: 'hard' as const,
  actions: ['deploy', 'promote', 'apply'] as ('deploy' | 'promote' | 'apply')[],
  invokers: ['human', 'automation'] as ('human' | 'automation')[],
  exemptChangeTypes: ['rollback' as const],
  inFlight: 'finish-stage' as const,
};

function effects(change: object) {
  return Object.fromEntries(
    whileItHolds({ ...rules, ...change }).map(({ situation, effect }) => [
      situation,
      effect,
    ]),
  );
}

describe('whileItHolds', () => {
  it('says what a hard freeze stops and what it does not', () => {
    expect(effects({})).toEqual({
      pipelineDeploys: 'closed',
      personDeploys: 'closed',
      terraformApplies: 'closed',
      rollback: 'open',
      flag: 'open',
      approval: 'open',
      emergency: 'withOverride',
      underWay: 'finishesStage',
    });
  });

  it('follows every rule', () => {
    expect(effects({ enforcement: 'soft' }).personDeploys).toBe('acknowledge');
    expect(effects({ invokers: ['human'] }).pipelineDeploys).toBe('open');
    expect(effects({ exemptChangeTypes: ['emergency'] }).emergency).toBe(
      'open',
    );
    expect(effects({ inFlight: 'abort' }).underWay).toBe('aborted');
    expect(effects({ kind: 'advisory' }).personDeploys).toBe('informed');
    expect(effects({ kind: 'allow' }).personDeploys).toBe('closed');
  });
});
