import { describeSelector } from './describeSelector';
import { EntitySelector } from './schema';

describe('describeSelector', () => {
  it.each<[EntitySelector, string, string]>([
    [{}, 'Everything', 'Everything'],
    [
      { environmentTier: ['production'] },
      'Everything in production',
      'production',
    ],
    [
      {
        kind: ['Component', 'resource'],
        domain: ['domain:default/payments'],
        environmentTier: ['production'],
        expand: { relations: ['dependsOn'], direction: 'outgoing', hops: 1 },
      },
      'Components and resources of payments in production, and what they depend on',
      'payments · production',
    ],
    [
      {
        domain: ['domain:default/commerce', 'domain:default/payments'],
        environment: ['resource:default/prod-eu'],
      },
      'All entities of commerce or payments in prod-eu',
      'commerce, payments · prod-eu',
    ],
    [
      {
        kind: ['api'],
        type: ['grpc'],
        lifecycle: ['production'],
        tag: ['pci', 'sox'],
        owner: ['group:default/checkout'],
        expand: {
          relations: ['apiConsumedBy', 'myOwn'],
          direction: 'incoming',
          hops: 3,
        },
      },
      'APIs of type grpc with lifecycle production tagged pci or sox owned by checkout, and the APIs they consume and what reaches them over myOwn (up to 3 steps)',
      'checkout, pci +3',
    ],
    [
      { ref: ['component:default/a', 'component:default/b'] },
      'A and b',
      'a, b',
    ],
    [{ kind: ['component'] }, 'Components', 'Components'],
  ])('%j', (selector, text, short) => {
    expect(describeSelector(selector)).toEqual({ text, short });
  });

  it('shows the names it is given', () => {
    const titles: Record<string, string> = {
      'domain:default/payments': 'Payments',
    };
    expect(
      describeSelector(
        { domain: ['domain:default/payments'] },
        ref => titles[ref] ?? ref,
      ),
    ).toEqual({ text: 'All entities of Payments', short: 'Payments' });
  });
});
