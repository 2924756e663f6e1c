import {
  attestationOf,
  Claim,
  Obligation,
  obligationState,
} from '@release-desk/plugin-releases-common';
import { entityLink, entityName, Notice } from '../notices';

const DUTIES: Record<Obligation['kind'], string> = {
  'clean-up': 'Clean up',
  'data-refresh': 'Refresh the data of',
  patching: 'Patch',
  'data-replacement': 'Replace the data of',
};

/** What the group is to be told by now. Each is told once: its key names the due date. */
export function dueNotices(claim: Claim, now: number): Notice[] {
  const { id, environmentRef, group, steward, activeSince } = claim;
  const name = entityName(environmentRef);
  const to = {
    recipients: [group, ...(steward ? [steward] : [])],
    link: entityLink(environmentRef),
  };
  const notices: Notice[] = [];
  const attestation = attestationOf(claim, now);
  if (attestation && attestation.state !== 'attested') {
    const { state, dueAt } = attestation;
    notices.push({
      ...to,
      key: `claim:${id}:attest:${dueAt}:${state}`,
      scope: `claim:${id}:attest`,
      topic: 'environment-attestation',
      title: `Attest ${name}`,
      description: `Confirm by ${dayInWords(
        dueAt,
      )} that your group owns it, or it becomes orphaned.`,
      severity: state === 'soon' ? 'normal' : 'high',
    });
  }
  for (const obligation of activeSince ? claim.obligations : []) {
    const { state, dueAt } = obligationState(obligation, {
      activeSince: activeSince!,
      now,
    });
    if (state === 'met' || !dueAt) continue;
    notices.push({
      ...to,
      key: `claim:${id}:${obligation.id}:${dueAt}:${state}`,
      scope: `claim:${id}:${obligation.id}`,
      topic: 'environment-claim',
      title: `${DUTIES[obligation.kind]} ${name}`,
      description: `Due ${dayInWords(dueAt)}.`,
      severity: state === 'overdue' ? 'high' : 'normal',
    });
  }
  return notices;
}

function dayInWords(instant: string): string {
  return new Date(instant).toUTCString().slice(0, 16);
}
