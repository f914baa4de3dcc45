import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { CopyableText } from '../words/CopyableText';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  item: { marginBottom: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What nobody could look at, and the one line that would open it. */
export function Unseen(props: {
  scorecard: Pick<Scorecard, 'unseen' | 'notConnected'>;
  titles: ReadonlyMap<string, string>;
}) {
  const { unseen, notConnected } = props.scorecard;
  const classes = useStyles();
  const t = useMessages();
  const name = (check: string) => props.titles.get(check) ?? check;
  return (
    <Section id="readiness-unseen" title={t('unseen.title')}>
      {unseen.length === 0 && <Typography>{t('unseen.none')}</Typography>}
      {unseen.map(source => (
        <div
          key={`${source.cluster} ${source.resource}`}
          className={classes.item}
        >
          <Typography variant="subtitle2" component="h3">
            {t('finding.source', {
              resource: source.resource,
              cluster: source.cluster,
              state: t(`sourceState.${source.state}`),
            })}
          </Typography>
          <Typography variant="body2">
            {t('unseen.checks')}: {source.checks.map(name).join(', ')}
          </Typography>
          {source.missingRule && (
            <>
              <Typography variant="body2">{t('unseen.rule')}:</Typography>
              <CopyableText
                text={source.missingRule}
                label={t('state.copyRule')}
              />
            </>
          )}
        </div>
      ))}
      {notConnected.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('unseen.notConnected')}
          </Typography>
          <Typography variant="body2">
            {t('unseen.notConnectedText')}
          </Typography>
          <ul className={classes.list}>
            {notConnected.map(({ check, title, dimension }) => (
              <li key={check}>
                {t(`dimension.${dimension}`)}: {title}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
