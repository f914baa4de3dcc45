import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Waiver } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { EventList } from '../FindingDrawer/EventList';
import { Part } from '../FindingDrawer/FindingFacts';
import { SidePanel } from '../FindingDrawer/SidePanel';
import { dayText } from '../words/dayText';
import { EntityName } from '../words/EntityName';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';
import { subjectText } from '../words/subjectText';
import { WaiverActions } from './WaiverActions';
import { WaiverStateMark } from './WaiverStateMark';

const useStyles = makeStyles({
  said: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

function Said({ children }: { children: ReactNode }) {
  return <Typography className={useStyles().said}>{children}</Typography>;
}

/** What it is for, in words. */
export function scopeText(t: Messages, waiver: Waiver): string {
  const subject = waiver.subject ? subjectText(waiver.subject) : '';
  if (waiver.scope === 'entity') {
    return t('waiverScope.entity', { entity: waiver.entityRef ?? '' });
  }
  if (waiver.scope === 'subject') return t('waiverScope.subject', { subject });
  return [subject, waiver.discriminator].filter(Boolean).join(', ');
}

function coverText(t: Messages, waiver: Waiver): string {
  const { findings, approvedFindings } = waiver;
  return approvedFindings === undefined
    ? String(findings)
    : t('waivers.coversApproved', {
        now: String(findings),
        approved: String(approvedFindings),
      });
}

function RoundNote({ round }: { round: number }) {
  const t = useMessages();
  if (round === 0) return null;
  return <span>{t(round > 1 ? 'waivers.escalated' : 'waivers.renewal')}</span>;
}

/** Everything about one waiver, for whoever decides about it. */
export function WaiverDrawer(props: {
  waiver: Waiver;
  onClose: () => void;
  onOpenFinding: (id: string) => void;
  onChanged: () => void;
}) {
  const { waiver, onClose, onOpenFinding, onChanged } = props;
  const t = useMessages();
  return (
    <SidePanel title={waiver.title} onClose={onClose}>
      <Typography>{scopeText(t, waiver)}</Typography>
      <Box display="flex" flexWrap="wrap" gridGap={16} mt={1}>
        <WaiverStateMark state={waiver.state} />
        <SeverityMark severity={waiver.severity} />
        <RoundNote round={waiver.round} />
        <span>
          {t('waivers.owner')}: <EntityName entityRef={waiver.owner} />
        </span>
        <span>
          {t('waivers.age')} <RelativeTime at={waiver.firstSeen} />
        </span>
        <span>
          {t('waivers.expires')} {dayText(waiver.expires)}
        </span>
        <span>
          {t('waivers.requested')} <EntityName entityRef={waiver.requestedBy} />{' '}
          <RelativeTime at={waiver.requestedAt} />
        </span>
        <Link
          component="button"
          variant="body1"
          onClick={() => onOpenFinding(waiver.findingId)}
        >
          {t('waivers.finding_link')}
        </Link>
      </Box>
      <WaiverActions waiver={waiver} onChanged={onChanged} />
      <Part title={t('waivers.reason')}>
        <Said>{waiver.reason}</Said>
      </Part>
      <Part title={t('waivers.control')}>
        <Said>{waiver.compensatingControl}</Said>
      </Part>
      <Part title={t('waivers.seen')}>
        {waiver.reasons.map(reason => (
          <Said key={`${reason.code} ${reason.container} ${reason.message}`}>
            {reason.message}
          </Said>
        ))}
      </Part>
      <Part title={t('waivers.covers')}>
        <Typography>{coverText(t, waiver)}</Typography>
      </Part>
      <Part title={t('waivers.history')}>
        <EventList events={waiver.history} empty={t('waivers.historyEmpty')} />
      </Part>
    </SidePanel>
  );
}
