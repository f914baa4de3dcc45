import MenuItem from '@material-ui/core/MenuItem';
import TextField, { type TextFieldProps } from '@material-ui/core/TextField';
import { type Messages, useMessages } from '../../translation';
import { EntityPicker } from '../states/EntityPicker';
import {
  type DraftField,
  type DraftProblem,
  EVIDENCE_KINDS,
  type EvidenceDraft,
} from './evidenceDraft';

export type FieldErrors = Partial<Record<DraftField, string>>;

export function problemText(t: Messages, problem: DraftProblem): string {
  return typeof problem === 'string'
    ? t(`evidenceForm.${problem}`)
    : t('evidenceForm.badSubject', { key: problem.badSubject });
}

const OUTCOMES = ['success', 'partial', 'failed'] as const;
const VALIDATIONS = ['rowCount', 'checksum', 'appProbe'] as const;
const RESULTS = ['passed', 'failed'] as const;

export interface EvidenceFieldsProps {
  draft: EvidenceDraft;
  errors: FieldErrors;
  checks: readonly { id: string; title: string }[];
  /** The check is given by where the form was opened. */
  checkFixed: boolean;
  /** The kind follows from the check. */
  whatFixed: boolean;
  onChange: (change: Partial<EvidenceDraft>) => void;
}

function Field(props: TextFieldProps & { problem?: string }) {
  const { problem, helperText, ...rest } = props;
  return (
    <TextField
      fullWidth
      margin="normal"
      variant="outlined"
      error={Boolean(problem)}
      helperText={problem ?? helperText}
      {...rest}
    />
  );
}

function WhatWasDone(props: EvidenceFieldsProps) {
  const { draft, errors, checks, checkFixed, whatFixed, onChange } = props;
  const t = useMessages();
  return (
    <>
      <Field
        select
        id="readiness-proof-check"
        label={t('evidenceForm.check')}
        value={draft.check}
        disabled={checkFixed}
        problem={errors.check}
        onChange={event => onChange({ check: event.target.value })}
      >
        {checks.map(check => (
          <MenuItem key={check.id} value={check.id}>
            {check.title}
          </MenuItem>
        ))}
      </Field>
      <Field
        select
        id="readiness-proof-what"
        label={t('evidenceForm.what')}
        value={draft.what}
        disabled={whatFixed}
        problem={errors.what}
        onChange={event =>
          onChange({ what: event.target.value as EvidenceDraft['what'] })
        }
      >
        {EVIDENCE_KINDS.map(kind => (
          <MenuItem key={kind} value={kind}>
            {t(`evidenceForm.${kind}`)}
          </MenuItem>
        ))}
      </Field>
      <Field
        multiline
        id="readiness-proof-subjects"
        label={t('evidenceForm.subjects')}
        value={draft.subjects}
        problem={errors.subjects}
        helperText={t('evidenceForm.subjectsHelp')}
        onChange={event => onChange({ subjects: event.target.value })}
      />
      <Field
        type="datetime-local"
        id="readiness-proof-performedAt"
        label={t('evidenceForm.performedAt')}
        value={draft.performedAt}
        problem={errors.performedAt}
        InputLabelProps={{ shrink: true }}
        onChange={event => onChange({ performedAt: event.target.value })}
      />
      <EntityPicker
        kinds={['User']}
        label={t('evidenceForm.performedBy')}
        value={draft.performedBy}
        error={errors.performedBy}
        help={t('evidenceForm.performedByHelp')}
        onChange={performedBy => onChange({ performedBy })}
      />
    </>
  );
}

function WhatCameOut(props: EvidenceFieldsProps) {
  const { draft, errors, onChange } = props;
  const t = useMessages();
  return (
    <>
      <Field
        select
        id="readiness-proof-outcome"
        label={t('proof.outcome')}
        value={draft.outcome}
        problem={errors.outcome}
        onChange={event =>
          onChange({ outcome: event.target.value as EvidenceDraft['outcome'] })
        }
      >
        {OUTCOMES.map(outcome => (
          <MenuItem key={outcome} value={outcome}>
            {t(`outcome.${outcome}`)}
          </MenuItem>
        ))}
      </Field>
      <Field
        select
        id="readiness-proof-validation"
        label={t('evidenceForm.validationKind')}
        value={draft.validationKind}
        problem={errors.validation}
        SelectProps={{ displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
        onChange={event =>
          onChange({
            validationKind: event.target
              .value as EvidenceDraft['validationKind'],
          })
        }
      >
        <MenuItem value="">{t('evidenceForm.validationNone')}</MenuItem>
        {VALIDATIONS.map(kind => (
          <MenuItem key={kind} value={kind}>
            {t(`evidenceForm.${kind}`)}
          </MenuItem>
        ))}
      </Field>
      {draft.validationKind && (
        <>
          <Field
            select
            id="readiness-proof-result"
            label={t('evidenceForm.validationResult')}
            value={draft.validationResult}
            onChange={event =>
              onChange({
                validationResult:
                  event.target.value === 'failed' ? 'failed' : 'passed',
              })
            }
          >
            {RESULTS.map(result => (
              <MenuItem key={result} value={result}>
                {t(`evidenceForm.${result}`)}
              </MenuItem>
            ))}
          </Field>
          <Field
            id="readiness-proof-detail"
            label={t('evidenceForm.validationDetail')}
            value={draft.validationDetail}
            inputProps={{ maxLength: 2000 }}
            onChange={event =>
              onChange({ validationDetail: event.target.value })
            }
          />
        </>
      )}
      <Field
        id="readiness-proof-rto"
        label={t('evidenceForm.rto')}
        value={draft.rtoMinutes}
        problem={errors.measured}
        inputProps={{ inputMode: 'decimal' }}
        onChange={event => onChange({ rtoMinutes: event.target.value })}
      />
      <Field
        required
        type="url"
        id="readiness-proof-artefact"
        label={t('evidenceForm.artefact')}
        value={draft.artefact}
        problem={errors.artefacts}
        helperText={t('evidenceForm.artefactHelp')}
        onChange={event => onChange({ artefact: event.target.value })}
      />
    </>
  );
}

/** Every field of an evidence record, with the problem at the field. */
export function EvidenceFields(props: EvidenceFieldsProps) {
  return (
    <>
      <WhatWasDone {...props} />
      <WhatCameOut {...props} />
    </>
  );
}
