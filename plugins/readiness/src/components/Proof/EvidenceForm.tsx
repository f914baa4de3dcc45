import { type FormEvent, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import {
  type CheckInfo,
  type Evidence,
  readinessEvidenceRecordPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import useAsync from 'react-use/esm/useAsync';
import { readinessApiRef } from '../../api/readinessApi';
import {
  namedPermission,
  requestMessage,
  requestProblem,
} from '../../api/requestError';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import {
  draftProblems,
  emptyDraft,
  type EvidenceDraft,
  evidenceRead,
  refusedField,
  toEvidenceInput,
} from './evidenceDraft';
import {
  EvidenceFields,
  type FieldErrors,
  problemText,
} from './EvidenceFields';

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
  const identity = useApi(identityApiRef);
  const attester = useAsync(
    async () => (await identity.getBackstageIdentity()).userEntityRef,
    [identity],
  ).value;
  const checks = useReadinessQuery(client => client.getChecks(), []);
  const catalogue = checks.value?.items ?? [];

  const [draft, setDraft] = useState<EvidenceDraft>(() =>
    emptyDraft({ check: check?.id, subjects }, DateTime.now()),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusal, setRefusal] = useState<string>();
  const [sending, setSending] = useState(false);
  const [recorded, setRecorded] = useState<Evidence>();

  const chosen = catalogue.find(({ id }) => id === draft.check);
  const read = chosen && evidenceRead(chosen);
  const complete: EvidenceDraft = { ...draft, what: read ?? draft.what };

  const refuse = (error: unknown) => {
    const reason = requestMessage(error);
    const problem = requestProblem(error);
    const field = problem === 'badInput' ? refusedField(reason) : undefined;
    if (field) {
      setErrors({ [field]: reason });
    } else if (problem === 'forbidden') {
      const permission =
        namedPermission(error) ?? readinessEvidenceRecordPermission.name;
      setRefusal(t('state.needs', { permission }));
    } else {
      setRefusal(t('evidenceForm.rejected', { reason }));
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(undefined);
    const problems = draftProblems(complete, attester, DateTime.now());
    const texts = Object.entries(problems).map(([field, problem]) => [
      field,
      problemText(t, problem),
    ]);
    setErrors(Object.fromEntries(texts));
    if (texts.length > 0) return;
    setSending(true);
    try {
      const evidence = await api.recordEvidence(toEvidenceInput(complete));
      setRecorded(evidence);
      onRecorded(evidence);
    } catch (error) {
      refuse(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby="readiness-proof-title"
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id="readiness-proof-title">
          {t('evidenceForm.title')}
        </DialogTitle>
        <DialogContent>
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
                errors={errors}
                checks={offeredChecks(catalogue, check)}
                checkFixed={Boolean(check)}
                whatFixed={Boolean(read)}
                onChange={change => setDraft({ ...draft, ...change })}
              />
            </>
          )}
          {refusal && <Alert severity="error">{refusal}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>
            {recorded ? t('state.close') : t('state.cancel')}
          </Button>
          {!recorded && (
            <Button
              type="submit"
              color="primary"
              variant="contained"
              disabled={sending}
            >
              {t('evidenceForm.submit')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
