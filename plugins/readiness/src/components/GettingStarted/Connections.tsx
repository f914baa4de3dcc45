import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useMessages } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
}));

/** The groups of checks, with the filter of the catalogue that shows each. */
const GROUPS = [
  ['enforced', 'enforce'],
  ['observed', 'observe'],
  ['disabled', 'off'],
] as const;

/** Sources beside the clusters, and the checks that lean on all of them. */
export function Connections(props: { onboarding: Schemas['Onboarding'] }) {
  const { signals, checks } = props.onboarding;
  const classes = useStyles();
  const t = useMessages();
  const path = useReadinessPath();
  return (
    <section aria-label={t('onboarding.connected')}>
      <Typography variant="subtitle2" component="h3">
        {t('onboarding.connected')}
      </Typography>
      <ul className={classes.list}>
        {signals.length === 0 && <li>{t('onboarding.noSignals')}</li>}
        {signals.map(({ signal, connected, clusters }) => (
          <li key={signal}>
            {t('onboarding.signal', {
              signal,
              connected: String(connected),
              clusters: String(clusters),
            })}
          </li>
        ))}
        {GROUPS.filter(([group]) => checks[group] > 0).map(([group, mode]) => {
          const text = t(`onboarding.${group}`, { count: checks[group] });
          return (
            <li key={group}>
              {path === undefined ? (
                text
              ) : (
                <Link to={`${path}/checks?mode=${mode}`}>{text}</Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
