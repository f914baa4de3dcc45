import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { type Messages, useMessages } from '../../translation';
import { CopyableText } from '../words/CopyableText';
import { snippetFor, type StepId } from './snippets';

type Onboarding = Schemas['Onboarding'];

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1), width: '100%', minWidth: 0 },
}));

/** Where in the portal a step is done, with the words of the link. */
const PLACES = {
  'first-scan': { tab: 'clusters', words: 'onboarding.toClusters' },
  'grant-reads': { tab: 'clusters', words: 'onboarding.toClusters' },
  'match-entities': { tab: 'clusters', words: 'onboarding.toMatching' },
  'own-workloads': { tab: 'clusters', words: 'onboarding.toMatching' },
  'record-proof': { tab: 'proof', words: 'onboarding.toProof' },
} as const;

function placeOf(step: StepId) {
  const places: Partial<Record<StepId, (typeof PLACES)[keyof typeof PLACES]>> =
    PLACES;
  return places[step];
}

/** How far a step is, in numbers. */
function factText(t: Messages, step: StepId, onboarding: Onboarding): string {
  const { clusters, entities, rollout } = onboarding;
  switch (step) {
    case 'connect-cluster':
      return t('onboarding.connect-cluster.fact', {
        scannable: String(clusters.scannable),
        total: String(clusters.total),
      });
    case 'first-scan':
      return t('onboarding.first-scan.fact', {
        scanned: String(clusters.scanned),
        scannable: String(clusters.scannable),
      });
    case 'grant-reads':
      return t('onboarding.grant-reads.fact', {
        count: clusters.withUnreadable,
      });
    case 'match-entities':
      return t('onboarding.match-entities.fact', {
        matched: String(entities.matched),
        total: String(entities.total),
        noWorkload: String(entities.noWorkload),
        ambiguous: String(entities.ambiguous),
      });
    case 'own-workloads':
      return t('onboarding.own-workloads.fact', {
        workloads: String(onboarding.unownedWorkloads ?? 0),
        entities: String(entities.withoutOwner),
      });
    case 'publish':
      return t(`onboarding.publish.${rollout}`);
    default:
      return t('onboarding.record-proof.fact', {
        count: onboarding.evidence ?? 0,
      });
  }
}

/** Why a step helps, how far it is, and what to paste or where to go. */
export function StepDetails(props: { step: StepId; onboarding: Onboarding }) {
  const { step, onboarding } = props;
  const classes = useStyles();
  const t = useMessages();
  const path = useReadinessPath();
  const snippet = snippetFor(step, onboarding);
  const place = placeOf(step);
  return (
    <div className={classes.root}>
      <Typography variant="body2">{t(`onboarding.${step}.text`)}</Typography>
      <Typography variant="body2">{factText(t, step, onboarding)}</Typography>
      {snippet && (
        <CopyableText
          text={snippet}
          label={t('onboarding.copy', { step: t(`onboarding.${step}.title`) })}
        />
      )}
      {place && path !== undefined && (
        <Link to={`${path}/${place.tab}`}>{t(place.words)}</Link>
      )}
    </div>
  );
}
