import Typography from '@material-ui/core/Typography';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { PagedList } from '../states/PagedList';
import { subjectText } from '../words/subjectText';
import { Section } from './Section';

/** What somebody decided not to ask of this service, and why (decision D7). */
export function Excepted({ excepted = [] }: Pick<Scorecard, 'excepted'>) {
  const t = useMessages();
  if (excepted.length === 0) return null;
  return (
    <Section
      id="readiness-excepted"
      title={t('excepted.title')}
      subheader={t('excepted.text')}
    >
      <PagedList
        label={t('excepted.title')}
        items={excepted}
        keyOf={({ check, subject, reason }) =>
          `${check} ${subjectText(subject)} ${reason}`
        }
      >
        {({ title, subject, reason }) => (
          <>
            {title}: {subjectText(subject)}
            <Typography variant="body2" color="textSecondary">
              {reason}
            </Typography>
          </>
        )}
      </PagedList>
    </Section>
  );
}
