import {
  ENVIRONMENT_ANNOTATIONS,
  environmentTierSchema,
  dataClassificationSchema,
  dataMethodSchema,
  lifecycleClassSchema,
} from '@release-desk/plugin-releases-common';

type Line = keyof typeof ENVIRONMENT_ANNOTATIONS;

function choice(options: readonly string[]): string {
  return `One of ${options.join(', ')}.`;
}

/** What each annotation means, for those who write catalog files. */
export const ANNOTATION_DESCRIPTIONS: Record<
  Line,
  { title: string; description: string }
> = {
  tier: {
    title: 'Tier',
    description: `What the environment is for. ${choice(
      environmentTierSchema.options,
    )}`,
  },
  lifecycle: {
    title: 'Lifecycle class',
    description: `How long it is meant to live, and for whom. ${choice(
      lifecycleClassSchema.options,
    )}`,
  },
  region: { title: 'Region', description: 'Where it runs, as eu-west-1.' },
  zone: { title: 'Zone', description: 'Where in its region it runs.' },
  nextEnvironment: {
    title: 'Next environment',
    description:
      'Where what runs here is promoted to: an entity ref, of the same kind and namespace when short.',
  },
  costPerDay: {
    title: 'Cost a day',
    description: 'An ISO 4217 currency and an amount, as EUR 12.50.',
  },
  networkZone: {
    title: 'Network zones',
    description:
      'The network zones that it lies in, separated by commas. Also of what runs there.',
  },
  deployIdentities: {
    title: 'Deploy identities',
    description:
      'The identities that may deploy here, separated by commas; anybody unless told.',
  },
  dataSet: {
    title: 'Data-set',
    description: `How its data came to be. ${choice(dataMethodSchema.options)}`,
  },
  dataSource: {
    title: 'Source of the data',
    description: 'Where the data was taken from: an entity ref, or words.',
  },
  dataClassification: {
    title: 'Classification of the data',
    description: choice(dataClassificationSchema.options),
  },
  dataRefreshedAt: {
    title: 'Data refreshed at',
    description: 'An ISO 8601 instant with Z or an offset, or a day in UTC.',
  },
  dataApprovedBy: {
    title: 'Data approved by',
    description: 'Who said that this data may be here.',
  },
};
