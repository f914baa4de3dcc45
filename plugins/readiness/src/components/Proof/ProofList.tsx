import { useState } from 'react';
import {
  EmptyState,
  Table,
  type TableColumn,
} from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  type Evidence,
  readinessEvidenceRecordPermission,
  readinessScorecardReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { type Messages, useMessages } from '../../translation';
import { TabContent } from '../ReadinessPage/TabContent';
import { FilterSelect } from '../states/FilterSelect';
import { PermittedButton } from '../states/PermittedButton';
import { QueryState } from '../states/QueryState';
import { EntityName } from '../words/EntityName';
import { Reference } from '../words/Reference';
import { RelativeTime } from '../words/RelativeTime';
import { keyText } from '../words/subjectText';
import { EVIDENCE_KINDS } from './evidenceDraft';
import { EvidenceForm } from './EvidenceForm';
import { EvidenceStateMark } from './EvidenceStateMark';

const STATES = ['valid', 'lapsing', 'lapsed', 'failed'] as const;

function whatText(t: Messages, what: string): string {
  const known = EVIDENCE_KINDS.find(kind => kind === what);
  return known ? t(`evidenceForm.${known}`) : what;
}

function SubjectList({ keys }: { keys: readonly string[] }) {
  return (
    <>
      {keys.map(key => (
        <div key={key} title={key}>
          {keyText(key)}
        </div>
      ))}
    </>
  );
}

function Artefacts({ artefacts }: Pick<Evidence, 'artefacts'>) {
  return (
    <>
      {artefacts.map(({ url }) => (
        <div key={url}>
          <Reference text={url} />
        </div>
      ))}
    </>
  );
}

function columns(t: Messages): TableColumn<Evidence>[] {
  return [
    {
      title: t('proof.state'),
      field: 'state',
      render: row => <EvidenceStateMark state={row.state} />,
    },
    {
      title: t('proof.what'),
      field: 'what',
      highlight: true,
      render: row => (
        <>
          {whatText(t, row.what)}
          <Typography variant="caption" component="div">
            {row.check}
          </Typography>
        </>
      ),
    },
    {
      title: t('proof.subjects'),
      sorting: false,
      render: row => <SubjectList keys={row.subjects} />,
    },
    {
      title: t('proof.outcome'),
      field: 'outcome',
      render: row => t(`outcome.${row.outcome}`),
    },
    {
      title: t('proof.performed'),
      field: 'performedAt',
      render: row => <RelativeTime at={row.performedAt} />,
    },
    {
      title: t('proof.by'),
      sorting: false,
      render: row => (
        <>
          {row.performedBy && <EntityName entityRef={row.performedBy} />}
          {row.attestedBy && (
            <Typography variant="caption" component="div">
              {t('proof.attested', { name: row.attestedBy })}
            </Typography>
          )}
        </>
      ),
    },
    {
      title: t('proof.grade'),
      field: 'grade',
      render: row => t(`grade.${row.grade}`),
    },
    {
      title: t('proof.expires'),
      field: 'expiresAt',
      render: row => <RelativeTime at={row.expiresAt} />,
    },
    {
      title: t('proof.artefacts'),
      sorting: false,
      render: row => <Artefacts artefacts={row.artefacts} />,
    },
  ];
}

/** What was tried and proven, and until when it counts. */
export function ProofList() {
  const t = useMessages();
  const [url, setUrl] = useUrlParams(['state']);
  const [recording, setRecording] = useState(false);
  const query = useReadinessQuery(api => api.getEvidence({}), []);
  const record = (
    <PermittedButton
      permission={readinessEvidenceRecordPermission}
      variant="contained"
      color="primary"
      onClick={() => setRecording(true)}
    >
      {t('proof.record')}
    </PermittedButton>
  );
  return (
    <TabContent>
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
        minHeight={400}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              missing="data"
              title={t('proof.emptyTitle')}
              description={t('proof.emptyText')}
              action={record}
            />
          ) : (
            <>
              <Box display="flex" flexWrap="wrap" gridGap={16}>
                <FilterSelect
                  id="readiness-proof-state"
                  label={t('proof.filter')}
                  value={url.state}
                  options={STATES.map(value => ({
                    value,
                    label: t(`evidenceState.${value}`),
                  }))}
                  onChange={state => setUrl({ state })}
                />
                {record}
              </Box>
              <Table<Evidence>
                title={t('page.proof')}
                columns={columns(t)}
                data={items.filter(
                  ({ state }) => !url.state || state === url.state,
                )}
                emptyContent={
                  <Box p={3}>
                    <Typography>{t('proof.noMatch')}</Typography>
                  </Box>
                }
                options={{
                  paging: items.length > 20,
                  pageSize: 20,
                  emptyRowsWhenPaging: false,
                  padding: 'dense',
                }}
              />
            </>
          )
        }
      </QueryState>
      {recording && (
        <EvidenceForm
          onClose={() => setRecording(false)}
          onRecorded={query.reload}
        />
      )}
    </TabContent>
  );
}
