import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { blockerText, type NextLevel } from './nextLevel';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
}));

/** What the "n things to …" of the band counts, one line each. */
export function Blockers(props: {
  next: NextLevel | undefined;
  findings: readonly Schemas['Finding'][];
  titles: ReadonlyMap<string, string>;
  onFilterCheck: (check: string) => void;
}) {
  const { next, findings, titles, onFilterCheck } = props;
  const classes = useStyles();
  const t = useMessages();
  const title = next
    ? t('blockers.title', { level: t(`level.${next.level}`) })
    : t('blockers.none');
  const hasFinding = (check: string) =>
    findings.some(finding => finding.check === check);
  return (
    <Section id="readiness-blockers" title={title}>
      {!next || next.items.length === 0 ? (
        <Typography>{t('blockers.none')}</Typography>
      ) : (
        <ul className={classes.list}>
          {next.items.map(({ dimension, check, message }) => (
            <li key={`${dimension} ${check} ${message}`}>
              {t(`dimension.${dimension}`)}:{' '}
              {blockerText({ message, check }, titles)}{' '}
              {check && hasFinding(check) && (
                <Link
                  component="button"
                  variant="body2"
                  aria-label={t('blockers.showOf', {
                    check: titles.get(check) ?? check,
                  })}
                  onClick={() => onFilterCheck(check)}
                >
                  {t('blockers.show')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
