import Chip from '@material-ui/core/Chip';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { isObserved } from '../words/findingState';
import { ObservedMark } from '../words/ObservedMark';
import { SeverityMark } from '../words/SeverityMark';
import { subjectText } from '../words/subjectText';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1.5),
    alignItems: 'center',
    padding: theme.spacing(0.75, 0),
  },
  open: { textAlign: 'left' },
}));

/** Findings around the service that belong to the platform, marked as such. */
export function InheritedContext(props: {
  findings: readonly Finding[];
  onOpen: (id: string) => void;
}) {
  const { findings, onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <Section
      id="readiness-inherited"
      title={t('inherited.title')}
      subheader={t('inherited.text')}
    >
      {findings.length === 0 && <Typography>{t('inherited.none')}</Typography>}
      <ul className={classes.list}>
        {findings.map(finding => (
          <li key={finding.id} className={classes.item}>
            <Chip
              size="small"
              variant="outlined"
              label={t('inherited.mark')}
              style={{ margin: 0 }}
            />
            <SeverityMark severity={finding.severity} />
            <Link
              component="button"
              variant="body2"
              className={classes.open}
              onClick={() => onOpen(finding.id)}
            >
              {finding.title}
            </Link>
            <Typography variant="body2" color="textSecondary">
              {subjectText(finding.subject)}
              {finding.discriminator && ` · ${finding.discriminator}`}
            </Typography>
            {isObserved(finding) && <ObservedMark />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
