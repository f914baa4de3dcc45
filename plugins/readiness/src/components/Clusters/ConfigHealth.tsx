import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  readinessClusterReadPermission,
  type Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { PagedList } from '../states/PagedList';
import { QueryState } from '../states/QueryState';
import { type StatusKind, StatusMark } from '../words/StatusMark';

type ConfigProblem = Schemas['ConfigProblem'];

const useStyles = makeStyles(theme => ({
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    marginBottom: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
}));

/** What no longer works, and what will do no harm for a while. */
const MARKS: Record<ConfigProblem['code'], StatusKind> = {
  expired: 'error',
  expiring: 'warning',
  'matches-nothing': 'warning',
  overlap: 'error',
  'unknown-owner': 'warning',
};

function Problem({ problem }: { problem: ConfigProblem }) {
  const classes = useStyles();
  const t = useMessages();
  return (
    <div className={classes.item}>
      <StatusMark kind={MARKS[problem.code]}>
        {t(`health.${problem.code}`)}
      </StatusMark>
      <code>{problem.key}</code>
      <span>{problem.message}</span>
    </div>
  );
}

/** Configuration that does not do what its author expects, key by key. */
export function ConfigHealth() {
  const t = useMessages();
  const query = useReadinessQuery(api => api.getHealth(), []);
  return (
    <InfoCard title={t('health.title')}>
      <QueryState
        compact
        query={query}
        permission={readinessClusterReadPermission.name}
        minHeight={48}
      >
        {({ problems }) =>
          problems.length === 0 ? (
            <Typography>{t('health.none')}</Typography>
          ) : (
            <>
              <Typography variant="body2" color="textSecondary" gutterBottom>
                {t('health.text')}
              </Typography>
              <PagedList
                label={t('health.title')}
                items={problems}
                keyOf={({ code, key, message }) => `${code} ${key} ${message}`}
              >
                {problem => <Problem problem={problem} />}
              </PagedList>
            </>
          )
        }
      </QueryState>
    </InfoCard>
  );
}
