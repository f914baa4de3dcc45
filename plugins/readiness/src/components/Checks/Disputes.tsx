import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import {
  type CheckInfo,
  readinessScorecardReadPermission,
  type Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { PagedList } from '../states/PagedList';
import { QueryState } from '../states/QueryState';
import { subjectText } from '../words/subjectText';

type Rate = NonNullable<CheckInfo['disputes']>;

function WaitingFindings(props: {
  check: string;
  onOpenFinding: (id: string) => void;
}) {
  const { check, onOpenFinding } = props;
  const t = useMessages();
  const query = useReadinessQuery(
    api => api.getFindings({ check, disputed: 'open' }),
    [check],
  );
  return (
    <QueryState
      compact
      query={query}
      permission={readinessScorecardReadPermission.name}
      minHeight={48}
    >
      {({ items }: { items: Schemas['Finding'][] }) =>
        items.length === 0 ? (
          <Typography>{t('checks.disputesDone')}</Typography>
        ) : (
          <PagedList
            label={t('findings.disputeOpen')}
            items={items}
            keyOf={({ id }) => id}
          >
            {({ id, title, subject, disputed }) => (
              <>
                <Link
                  component="button"
                  variant="body2"
                  aria-label={t('findings.open', {
                    title,
                    subject: subjectText(subject),
                  })}
                  onClick={() => onOpenFinding(id)}
                >
                  {subjectText(subject)}
                </Link>
                {disputed && `: ${disputed.reason}`}
              </>
            )}
          </PagedList>
        )
      }
    </QueryState>
  );
}

/** How often a check was called wrong, and which findings wait for an answer. */
export function Disputes(props: {
  check: string;
  rate: Rate;
  onOpenFinding: (id: string) => void;
}) {
  const { check, rate, onOpenFinding } = props;
  const t = useMessages();
  const { findings, disputed, accepted, open } = rate;
  return (
    <>
      <Typography gutterBottom>
        {disputed === 0
          ? t('checks.disputesNone')
          : t('checks.disputesText', {
              findings: String(findings),
              disputed: String(disputed),
              accepted: String(accepted),
              open: String(open),
            })}
      </Typography>
      {open > 0 && (
        <WaitingFindings check={check} onOpenFinding={onOpenFinding} />
      )}
    </>
  );
}
