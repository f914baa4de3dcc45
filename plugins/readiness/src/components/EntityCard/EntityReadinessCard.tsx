import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  readinessScorecardReadPermission,
  type Schemas,
  type Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import { useEntityTabPath } from '../../hooks/useReadinessPath';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { notConnectedText, seenText } from '../Scorecard/coverageText';
import { nextLevel, topText } from '../Scorecard/nextLevel';
import { QueryState } from '../states/QueryState';
import { figure } from '../words/figures';
import { LevelBadge } from '../words/LevelBadge';
import { RelativeTime } from '../words/RelativeTime';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 3),
  },
  dimensions: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0, 1),
    padding: 0,
    listStyle: 'none',
  },
  number: { fontSize: '1.5rem', lineHeight: 1.3 },
}));

/** Leads to the tab where there is one. */
function TabLink(props: { to: string | undefined; children: string }) {
  const { to, children } = props;
  return to === undefined ? <>{children}</> : <Link to={to}>{children}</Link>;
}

function Dimension(props: {
  dimension: Schemas['DimensionScore'];
  tab: string | undefined;
}) {
  const { dimension, tab } = props;
  const classes = useStyles();
  const t = useMessages();
  const name = t(`dimension.${dimension.id}`);
  const value = figure(dimension.verified);
  return (
    <li>
      <div className={classes.number}>
        {tab === undefined ? (
          value
        ) : (
          <Link
            to={`${tab}?dimension=${dimension.id}`}
            aria-label={t('card.dimension', { dimension: name, value })}
          >
            {value}
          </Link>
        )}
      </div>
      <Typography variant="body2">{name}</Typography>
    </li>
  );
}

function Summary(props: { scorecard: Scorecard; tab: string | undefined }) {
  const { scorecard, tab } = props;
  const classes = useStyles();
  const t = useMessages();
  const next = nextLevel(scorecard);
  const phrases = [seenText(t, scorecard), notConnectedText(t, scorecard)];
  return (
    <>
      <div className={classes.head}>
        <LevelBadge level={scorecard.level} />
        {next ? (
          <TabLink to={tab}>
            {t('scorecard.thingsTo', {
              count: next.items.length,
              level: t(`level.${next.level}`),
            })}
          </TabLink>
        ) : (
          <span>{topText(t, scorecard)}</span>
        )}
      </div>
      <ul className={classes.dimensions} aria-label={t('dimensions.title')}>
        {scorecard.dimensions.map(dimension => (
          <Dimension key={dimension.id} dimension={dimension} tab={tab} />
        ))}
      </ul>
      <Typography variant="body2">
        {phrases.filter(Boolean).join(' · ')}
      </Typography>
      {scorecard.lastSeen && (
        <Typography variant="body2" color="textSecondary">
          {t('scorecard.lastSeen')} <RelativeTime at={scorecard.lastSeen} />
        </Typography>
      )}
    </>
  );
}

function None({ why }: { why: string }) {
  const t = useMessages();
  return (
    <Typography>
      {t('scorecard.noneTitle')}. {why}
    </Typography>
  );
}

function ScorecardCard({ entityRef }: { entityRef: string }) {
  const t = useMessages();
  const tab = useEntityTabPath();
  const query = useReadinessQuery(
    api => api.getScorecard(entityRef),
    [entityRef],
  );
  return (
    <InfoCard
      title={t('scorecard.title')}
      deepLink={
        tab === undefined ? undefined : { title: t('card.open'), link: tab }
      }
    >
      <QueryState
        compact
        query={query}
        permission={readinessScorecardReadPermission.name}
        minHeight={150}
        notFound={<None why={t('scorecard.noneReason')} />}
      >
        {scorecard =>
          scorecard.notReviewed ? (
            <None
              why={t('scorecard.notReviewed', {
                reason: scorecard.notReviewed.message,
              })}
            />
          ) : (
            <Summary scorecard={scorecard} tab={tab} />
          )
        }
      </QueryState>
    </InfoCard>
  );
}

/**
 * The readiness of a component on its overview: level, next step, dimensions.
 *
 * @public
 */
export function EntityReadinessCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // Another entity is another scorecard: nothing of the last one stays.
  return <ScorecardCard key={entityRef} entityRef={entityRef} />;
}
