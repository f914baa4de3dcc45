import { WarningPanel } from '@backstage/core-components';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { subjectText } from '../words/subjectText';

/** Workloads that count for nobody until one claim is narrowed. */
export function Ambiguous({ workloads }: Pick<Scorecard, 'workloads'>) {
  const t = useMessages();
  const claimed = workloads.filter(
    ({ ambiguousWith }) => ambiguousWith && ambiguousWith.length > 0,
  );
  if (claimed.length === 0) return null;
  return (
    <WarningPanel title={t('scorecard.ambiguousTitle')} defaultExpanded>
      {claimed.map(({ subject, ambiguousWith = [] }) => (
        <div key={subjectText(subject)}>
          {t('scorecard.ambiguousText', {
            workload: subjectText(subject),
            others: ambiguousWith.join(', '),
          })}
        </div>
      ))}
    </WarningPanel>
  );
}
