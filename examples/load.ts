import { DateTime } from 'luxon';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { waitForEntities } from './src/catalog';
import { Days, HOME_ZONE } from './src/days';
import { loadExamples } from './src/loadExamples';
import { clientFor, signInAsGuest } from './src/portal';
import { exampleRefs } from './src/refs';

const USAGE = `Loads the activity of the example company into a running portal.

  yarn examples [--url URL] [--token TOKEN] [--approver-token TOKEN] [--day YYYY-MM-DD]

  --url             the backend, http://localhost:7007 unless told
  --token           a Backstage token of a user; as the guest unless told
  --approver-token  of somebody else, who approves the example override;
                    RELEASE_DESK_EXAMPLES_TOKEN unless told
  --day             the day around which it all happens, today unless told
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:7007' },
      token: { type: 'string' },
      'approver-token': {
        type: 'string',
        default: process.env.RELEASE_DESK_EXAMPLES_TOKEN,
      },
      day: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const today = values.day
    ? DateTime.fromISO(values.day, { zone: HOME_ZONE })
    : DateTime.now();
  if (!today.isValid) throw new Error(`--day ${values.day} is not a date`);

  const url = values.url.replace(/\/+$/, '');
  const token = values.token ?? (await signInAsGuest(url));
  const days = new Days(today);
  await waitForEntities({ url, token, refs: exampleRefs(days) });
  const approverToken = values['approver-token'];
  await loadExamples({
    client: clientFor(url, token),
    approver: approverToken ? clientFor(url, approverToken) : undefined,
    days,
    calendars: path.join(__dirname, 'calendars'),
    report: line => process.stdout.write(`${line}\n`),
  });
}

main().catch(error => {
  // A refusal says why in its body.
  const reason = error.body?.error?.message ?? error.message;
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
});
