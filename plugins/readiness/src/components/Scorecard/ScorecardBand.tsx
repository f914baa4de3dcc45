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
import { LevelBadge } from '../words/LevelBadge';
import { RelativeTime } from '../words/RelativeTime';
import { notConnectedText, seenText } from './coverageText';
import { jumpTo } from './jumpTo';
import { nextLevel, topText } from './nextLevel';
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
  const seen = seenText(t, scorecard);
  const notConnected = notConnectedText(t, scorecard);
  const toUnseen = (text: string) => (
    <Link
      component="button"
      variant="body2"
      onClick={() => jumpTo('readiness-unseen')}
    >
      {text}
    </Link>
  );
  return (
    <Typography variant="body2">
      {scorecard.unseen.length > 0 ? toUnseen(seen) : seen}
      {notConnected && (
        <>
          {' · '}
          {toUnseen(notConnected)}
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
          <Typography className={classes.lead}>
            {topText(t, scorecard)}
          </Typography>
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
