import { createHash } from 'node:crypto';
import { Finding } from '@release-desk/plugin-releases-common';

/** Every entity that a finding names. */
export function namesIn(finding: Finding): string[] {
  return [
    ...finding.entityRefs,
    ...finding.evidence
      .map(({ subject }) => subject)
      .filter(subject => subject.includes(':') && subject.includes('/')),
  ];
}

/**
 * The same without the names that the reader may not see. That something was
 * found they may know: it is their environment.
 */
export function presentFinding(
  finding: Finding,
  visible: Set<string>,
): Finding {
  const isHidden = (ref: string) => !visible.has(ref);
  if (!namesIn(finding).some(isHidden)) return finding;
  const isNamedInText = finding.kind === 'forbidden-flow';
  return {
    ...finding,
    ...(isNamedInText && {
      // It is made of the names.
      key: `${finding.kind} ${finding.environmentRef} ${hashOf(finding.key)}`,
      text: 'A dependency that you may not see leads into another network zone.',
    }),
    entityRefs: finding.entityRefs.filter(ref => visible.has(ref)),
    evidence: finding.evidence.flatMap(evidence => {
      if (
        visible.has(evidence.subject) ||
        !namesIn(finding).includes(evidence.subject)
      )
        return [evidence];
      return isNamedInText
        ? [{ ...evidence, subject: finding.environmentRef }]
        : [];
    }),
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
