import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import Alert from '@material-ui/lab/Alert';
import {
  type CheckInfo,
  type Evidence,
  readinessEvidenceRecordPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { readinessApiRef } from '../../api/readinessApi';
import { requestMessage } from '../../api/requestError';
import { useMe } from '../../hooks/useMe';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useSending } from '../../hooks/useSending';
import { useMessages } from '../../translation';
import { FormDialog } from '../states/FormDialog';
import {
  DRAFT_FIELDS,
  draftProblems,
  emptyDraft,
  type EvidenceDraft,
  evidenceRead,
  toEvidenceInput,
} from './evidenceDraft';
import { EvidenceFields, problemText } from './EvidenceFields';

export interface EvidenceFormProps {
  /** Set where the form was opened on a finding. */
  check?: { id: string; title: string };
  subjects?: readonly string[];
  onClose: () => void;
  onRecorded: (evidence: Evidence) => void;
}

function offeredChecks(
  catalogue: readonly CheckInfo[],
  fixed: EvidenceFormProps['check'],
): readonly { id: string; title: string }[] {
  if (fixed) return [fixed];
  return catalogue.filter(check => evidenceRead(check) !== undefined);
}

function Recorded({ evidence }: { evidence: Evidence }) {
  const t = useMessages();
  const date = DateTime.fromISO(evidence.expiresAt);
  return (
    <Alert severity="success">
      {t('evidenceForm.recorded', {
        grade: t(`grade.${evidence.grade}`),
        date: date.toLocaleString(DateTime.DATE_MED),
      })}
    </Alert>
  );
}

/** Records that something was tried, by whom, and where the protocol lies. */
export function EvidenceForm(props: EvidenceFormProps) {
  const { check, subjects, onClose, onRecorded } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const attester = useMe();
  const checks = useReadinessQuery(client => client.getChecks(), []);
  const catalogue = checks.value?.items ?? [];

  const [draft, setDraft] = useState<EvidenceDraft>(() =>
    emptyDraft({ check: check?.id, subjects }, DateTime.now()),
  );
  const [recorded, setRecorded] = useState<Evidence>();

  const chosen = catalogue.find(({ id }) => id === draft.check);
  const read = chosen && evidenceRead(chosen);
  const complete: EvidenceDraft = { ...draft, what: read ?? draft.what };

  const sending = useSending({
    fields: DRAFT_FIELDS,
    permission: readinessEvidenceRecordPermission.name,
    sentence: reason => t('evidenceForm.rejected', { reason }),
  });

  const submit = () => {
    const problems = draftProblems(complete, attester, DateTime.now());
    const texts = Object.entries(problems).map(([field, problem]) => [
      field,
      problemText(t, problem),
    ]);
    return sending.send(Object.fromEntries(texts), async () => {
      const evidence = await api.recordEvidence(toEvidenceInput(complete));
      setRecorded(evidence);
      onRecorded(evidence);
    });
  };

  return (
    <FormDialog
      id="readiness-proof-title"
      title={t('evidenceForm.title')}
      submit={
        recorded
          ? undefined
          : { label: t('evidenceForm.submit'), disabled: sending.busy }
      }
      failure={sending.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      {recorded ? (
        <Recorded evidence={recorded} />
      ) : (
        <>
          <DialogContentText>{t('evidenceForm.intro')}</DialogContentText>
          {checks.error && (
            <Alert severity="warning">
              {t('evidenceForm.checksFailed', {
                reason: requestMessage(checks.error),
              })}
            </Alert>
          )}
          <EvidenceFields
            draft={complete}
            errors={sending.problems}
            checks={offeredChecks(catalogue, check)}
            checkFixed={Boolean(check)}
            whatFixed={Boolean(read)}
            onChange={change => setDraft({ ...draft, ...change })}
          />
        </>
      )}
    </FormDialog>
  );
}
