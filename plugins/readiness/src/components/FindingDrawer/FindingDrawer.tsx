import { useState } from 'react';
import { Link as PortalLink, Progress } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  type Finding,
  readinessEvidenceRecordPermission,
  readinessScorecardReadPermission,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import { requestProblem } from '../../api/requestError';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { EvidenceForm } from '../Proof/EvidenceForm';
import { EvidenceStateMark } from '../Proof/EvidenceStateMark';
import { PermittedButton } from '../states/PermittedButton';
import { QueryState } from '../states/QueryState';
import { Due } from '../words/Due';
import { EntityName } from '../words/EntityName';
import {
  awaitsDecision,
  findingStateText,
  isObserved,
} from '../words/findingState';
import { ObservedMark } from '../words/ObservedMark';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';
import { SourceMark } from '../words/SourceMark';
import { subjectText } from '../words/subjectText';
import { DisputePart } from './DisputePart';
import { EventList } from './EventList';
import { FindingFacts, Part } from './FindingFacts';
import { SidePanel } from './SidePanel';
import { WaiverPart } from './WaiverPart';

function Facts({ finding }: { finding: Finding }) {
  const t = useMessages();
  const path = useReadinessPath();
  return (
    <>
      <Typography>{subjectText(finding.subject)}</Typography>
      {finding.discriminator && (
        <Typography variant="body2">
          {t('finding.occurrence')}: {finding.discriminator}
        </Typography>
      )}
      <Box display="flex" flexWrap="wrap" gridGap={16} mt={1}>
        <SeverityMark severity={finding.severity} />
        <span>{t(`stage.${finding.stage}`)}</span>
        <span>{findingStateText(t, finding)}</span>
        {finding.source && <SourceMark tool={finding.source} />}
        {isObserved(finding) && !finding.source && <ObservedMark />}
        <span>
          {t('finding.responsible')}: {t(`responsible.${finding.responsible}`)}
          {finding.owner && (
            <>
              {', '}
              <EntityName entityRef={finding.owner} />
            </>
          )}
        </span>
        <span>
          {t('finding.firstSeen')} <RelativeTime at={finding.firstSeen} />
        </span>
        <span>
          {t('finding.lastSeen')} <RelativeTime at={finding.lastSeen} />
        </span>
        {(finding.dueAt || awaitsDecision(finding)) && (
          <span>
            {t('finding.due')} <Due finding={finding} />
          </span>
        )}
        {Boolean(finding.regressions) && (
          <span>
            {t('finding.regressions', { count: finding.regressions ?? 0 })}
          </span>
        )}
        {finding.taskId && path !== undefined && (
          <PortalLink
            to={`${path}/roadmap?task=${encodeURIComponent(finding.taskId)}`}
          >
            {t('finding.task')}
          </PortalLink>
        )}
        {!finding.source && !finding.visibility && path !== undefined && (
          <PortalLink
            to={`${path}/checks?check=${encodeURIComponent(finding.check)}`}
          >
            {t('finding.aboutCheck')}
          </PortalLink>
        )}
      </Box>
    </>
  );
}

function Proof(props: { finding: Finding; onRecorded: () => void }) {
  const { finding, onRecorded } = props;
  const t = useMessages();
  const [recording, setRecording] = useState(false);
  const key = subjectKey(finding.subject);
  const evidence = useReadinessQuery(
    api => api.getEvidence({ check: finding.check, subject: key }),
    [finding.check, key],
  );
  return (
    <Part title={t('finding.evidence')}>
      <QueryState
        query={evidence}
        permission={readinessScorecardReadPermission.name}
        minHeight={48}
      >
        {({ items }) =>
          items.length === 0 ? (
            <Typography>{t('finding.evidenceEmpty')}</Typography>
          ) : (
            <ul>
              {items.map(item => (
                <li key={item.id}>
                  <EvidenceStateMark state={item.state} />{' '}
                  {t(`outcome.${item.outcome}`)}, {t(`grade.${item.grade}`)}{' '}
                  <RelativeTime at={item.performedAt} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      <Box mt={1}>
        <PermittedButton
          permission={readinessEvidenceRecordPermission}
          onClick={() => setRecording(true)}
        >
          {t('finding.recordProof')}
        </PermittedButton>
      </Box>
      {recording && (
        <EvidenceForm
          check={{ id: finding.check, title: finding.title }}
          subjects={[key]}
          onClose={() => setRecording(false)}
          onRecorded={() => {
            evidence.reload();
            onRecorded();
          }}
        />
      )}
    </Part>
  );
}

export interface FindingDrawerProps {
  id: string;
  /** What is known already, shown while the history is asked for. */
  known?: Finding;
  onClose: () => void;
  /** Proof was recorded, or it was disputed: what is behind may have changed. */
  onChanged: () => void;
}

/** Everything about one finding: seen, believed, mattering, fixed, proven. */
export function FindingDrawer(props: FindingDrawerProps) {
  const { id, known, onClose, onChanged } = props;
  const t = useMessages();
  const query = useReadinessQuery(api => api.getFinding(id), [id]);
  const loaded = query.value?.id === id ? query.value : undefined;
  const finding = loaded ?? known;
  const changed = () => {
    query.reload();
    onChanged();
  };
  if (!finding) {
    return (
      <SidePanel title={t('findings.check')} onClose={onClose}>
        {query.error && requestProblem(query.error) === 'notFound' ? (
          <Typography>{t('finding.missing')}</Typography>
        ) : (
          <QueryState
            query={query}
            permission={readinessScorecardReadPermission.name}
          >
            {() => <Progress />}
          </QueryState>
        )}
      </SidePanel>
    );
  }
  return (
    <SidePanel title={finding.title} onClose={onClose}>
      <Facts finding={finding} />
      <FindingFacts finding={finding} />
      <WaiverPart finding={finding} onChanged={changed} />
      <DisputePart finding={finding} onChanged={changed} />
      {finding.stage === 'proven' && (
        <Proof finding={finding} onRecorded={onChanged} />
      )}
      <Part title={t('finding.history')}>
        <QueryState
          query={query}
          permission={readinessScorecardReadPermission.name}
          minHeight={48}
        >
          {({ history }) => (
            <EventList events={history} empty={t('finding.historyEmpty')} />
          )}
        </QueryState>
      </Part>
    </SidePanel>
  );
}
