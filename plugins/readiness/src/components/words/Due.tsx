import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { dayText } from './dayText';
import { awaitsDecision } from './findingState';
import { RelativeTime } from './RelativeTime';

const useStyles = makeStyles(theme => ({
  overdue: { fontWeight: theme.typography.fontWeightBold as number },
}));

/** When a finding is due; a dispute stops its clock (decision D7). */
export function Due({ finding }: { finding: Finding }) {
  const classes = useStyles();
  const t = useMessages();
  const { dueAt, closedAt } = finding;
  if (awaitsDecision(finding)) return <>{t('findings.duePaused')}</>;
  if (finding.state === 'waived' && finding.waiver) {
    return (
      <>{t('findings.accepted', { date: dayText(finding.waiver.expires) })}</>
    );
  }
  if (!dueAt) return <>{t('findings.noDue')}</>;
  const overdue = !closedAt && Date.parse(dueAt) < Date.now();
  return (
    <span className={overdue ? classes.overdue : undefined}>
      <RelativeTime at={dueAt} />
      {overdue && `, ${t('findings.overdue')}`}
    </span>
  );
}
