import { useState } from 'react';
import { Link as PortalLink } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  type Finding,
  readinessWaiverRequestPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useMessages } from '../../translation';
import { PermittedButton } from '../states/PermittedButton';
import { WaiverForm } from '../Waivers/WaiverForm';
import { dayText } from '../words/dayText';
import { EntityName } from '../words/EntityName';
import { awaitsDecision, isObserved } from '../words/findingState';
import { RelativeTime } from '../words/RelativeTime';
import { subjectText } from '../words/subjectText';
import { Part } from './FindingFacts';

function WaiverState({ waiver }: { waiver: NonNullable<Finding['waiver']> }) {
  const t = useMessages();
  const path = useReadinessPath();
  const date = dayText(waiver.expires);
  return (
    <>
      <Typography>
        {waiver.state === 'approved'
          ? t('waiver.accepted', {
              person: (
                <EntityName
                  entityRef={waiver.approvedBy ?? waiver.requestedBy}
                />
              ),
              date,
            })
          : t('waiver.waiting', {
              person: <EntityName entityRef={waiver.requestedBy} />,
              when: <RelativeTime at={waiver.requestedAt} />,
              date,
            })}
      </Typography>
      <Typography variant="body2">{waiver.reason}</Typography>
      {path !== undefined && (
        <PortalLink
          to={`${path}/waivers?waiver=${encodeURIComponent(waiver.id)}`}
        >
          {t('waiver.open')}
        </PortalLink>
      )}
    </>
  );
}

/** Whether the risk can be accepted for a while, who asked, what came of it. */
export function WaiverPart(props: { finding: Finding; onChanged: () => void }) {
  const { finding, onChanged } = props;
  const t = useMessages();
  const [asking, setAsking] = useState(false);
  const { waiver, subject, entityRef } = finding;
  const waivable =
    !finding.closedAt &&
    !finding.visibility &&
    !isObserved(finding) &&
    !awaitsDecision(finding);
  if (!waiver && !waivable) return null;
  return (
    <Part title={t('waiver.title')}>
      {waiver && <WaiverState waiver={waiver} />}
      {!waiver && finding.sticky && (
        <Typography>{t('waiver.unobserved')}</Typography>
      )}
      {!waiver && !finding.sticky && (
        <>
          <Typography>{t('waiver.invite')}</Typography>
          <Box mt={1}>
            <PermittedButton
              permission={readinessWaiverRequestPermission}
              onClick={() => setAsking(true)}
            >
              {t('waiver.ask')}
            </PermittedButton>
          </Box>
        </>
      )}
      {asking && (
        <WaiverForm
          title={t('waiver.dialogTitle', { title: finding.title })}
          intro={t('waiver.intro')}
          severity={finding.severity}
          scopes={{
            finding: t('waiverScope.finding'),
            subject: t('waiverScope.subject', {
              subject: subjectText(subject),
            }),
            ...(entityRef && {
              entity: t('waiverScope.entity', { entity: entityRef }),
            }),
          }}
          send={(api, draft) =>
            api.requestWaiver({ findingId: finding.id, ...draft })
          }
          onClose={() => setAsking(false)}
          onSent={() => {
            setAsking(false);
            onChanged();
          }}
        />
      )}
    </Part>
  );
}
