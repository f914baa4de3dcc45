import Link from '@material-ui/core/Link';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  readinessScanStartPermission,
  type Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { PermittedButton } from '../states/PermittedButton';
import { missingPercent } from '../words/figures';
import { LevelBadge } from '../words/LevelBadge';
import { RelativeTime } from '../words/RelativeTime';
import { jumpTo } from './jumpTo';
import { nextLevel } from './nextLevel';
import { TrendLine } from './TrendLine';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2, 4),
    padding: theme.spacing(2, 3),
  },
  words: { flex: '1 1 260px', minWidth: 0 },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
  },
  button: { '@media print': { display: 'none' } },
  lead: { fontSize: '1.125rem', textAlign: 'left' },
}));

export interface ScorecardBandProps {
  scorecard: Scorecard;
  scanning: boolean;
  onRescan: () => void;
}

function Coverage({ scorecard }: { scorecard: Scorecard }) {
  const t = useMessages();
  const { coverage, unseen, notConnected } = scorecard;
  return (
    <Typography variant="body2">
      {unseen.length > 0 ? (
        <Link
          component="button"
          variant="body2"
          onClick={() => jumpTo('readiness-unseen')}
        >
          {t('scorecard.notSeen', {
            count: unseen.length,
            percent: missingPercent(coverage),
          })}
        </Link>
      ) : (
        t(coverage < 1 ? 'scorecard.undecided' : 'scorecard.allSeen', {
          percent: missingPercent(coverage),
        })
      )}
      {notConnected.length > 0 && (
        <>
          {' · '}
          <Link
            component="button"
            variant="body2"
            onClick={() => jumpTo('readiness-unseen')}
          >
            {t('scorecard.notConnected', { count: notConnected.length })}
          </Link>
        </>
      )}
    </Typography>
  );
}

/** The first line a person reads: where it stands and what to do next. */
export function ScorecardBand(props: ScorecardBandProps) {
  const { scorecard, scanning, onRescan } = props;
  const classes = useStyles();
  const t = useMessages();
  const next = nextLevel(scorecard);
  return (
    <Paper
      className={classes.root}
      component="section"
      aria-label={t('scorecard.title')}
    >
      <LevelBadge level={scorecard.level} large />
      <div className={classes.words}>
        {next ? (
          <Link
            component="button"
            className={classes.lead}
            onClick={() => jumpTo('readiness-blockers')}
          >
            {t('scorecard.thingsTo', {
              count: next.items.length,
              level: t(`level.${next.level}`),
            })}
          </Link>
        ) : (
          <Typography className={classes.lead}>{t('scorecard.top')}</Typography>
        )}
        <Coverage scorecard={scorecard} />
      </div>
      <TrendLine points={scorecard.trend} />
      <div className={classes.side}>
        <Typography variant="body2">
          {scorecard.lastSeen ? (
            <>
              {t('scorecard.lastSeen')} <RelativeTime at={scorecard.lastSeen} />
            </>
          ) : (
            t('scorecard.never')
          )}
        </Typography>
        <PermittedButton
          permission={readinessScanStartPermission}
          className={classes.button}
          size="small"
          disabled={scanning}
          onClick={onRescan}
        >
          {t('scan.rescan')}
        </PermittedButton>
      </div>
    </Paper>
  );
}
