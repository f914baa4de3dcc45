import MenuItem from '@material-ui/core/MenuItem';
import { type Messages, useMessages } from '../../translation';
import { EntityPicker } from '../states/EntityPicker';
import { FormField, type FormFieldProps } from '../states/FormField';
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

type FieldProps = Omit<FormFieldProps, 'id'> & { name: string };

function Field({ name, ...rest }: FieldProps) {
  return <FormField id={`readiness-proof-${name}`} {...rest} />;
}

type ChoiceProps<V extends string> = Omit<FieldProps, 'onText'> & {
  options: readonly V[];
  labelOf: (option: V) => string;
  /** What choosing nothing is called, where that is an answer. */
  none?: string;
  /** Without an option: nothing was chosen. */
  onChoice: (option: V | undefined) => void;
};

function Choice<V extends string>(props: ChoiceProps<V>) {
  const { options, labelOf, none, onChoice, ...rest } = props;
  const emptyShown = none !== undefined && {
    SelectProps: { displayEmpty: true },
    InputLabelProps: { shrink: true },
  };
  return (
    <Field
      select
      onText={text => onChoice(options.find(option => option === text))}
      {...emptyShown}
      {...rest}
    >
      {none !== undefined && <MenuItem value="">{none}</MenuItem>}
      {options.map(option => (
        <MenuItem key={option} value={option}>
          {labelOf(option)}
        </MenuItem>
      ))}
    </Field>
  );
}

function WhatWasDone(props: EvidenceFieldsProps) {
  const { draft, errors, checks, checkFixed, whatFixed, onChange } = props;
  const t = useMessages();
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  return (
    <>
      <Choice
        name="check"
        label={t('evidenceForm.check')}
        value={draft.check}
        options={[...titles.keys()]}
        labelOf={id => titles.get(id) ?? id}
        disabled={checkFixed}
        problem={errors.check}
        onChoice={check => onChange({ check: check ?? '' })}
      />
      <Choice
        name="what"
        label={t('evidenceForm.what')}
        value={draft.what}
        options={EVIDENCE_KINDS}
        labelOf={kind => t(`evidenceForm.${kind}`)}
        disabled={whatFixed}
        problem={errors.what}
        onChoice={what => onChange({ what: what ?? '' })}
      />
      <Field
        multiline
        name="subjects"
        label={t('evidenceForm.subjects')}
        value={draft.subjects}
        problem={errors.subjects}
        helperText={t('evidenceForm.subjectsHelp')}
        onText={subjects => onChange({ subjects })}
      />
      <Field
        type="datetime-local"
        name="performedAt"
        label={t('evidenceForm.performedAt')}
        value={draft.performedAt}
        problem={errors.performedAt}
        InputLabelProps={{ shrink: true }}
        onText={performedAt => onChange({ performedAt })}
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

function HowItWasChecked(props: EvidenceFieldsProps) {
  const { draft, errors, onChange } = props;
  const t = useMessages();
  return (
    <>
      <Choice
        name="validation"
        label={t('evidenceForm.validationKind')}
        value={draft.validationKind}
        options={VALIDATIONS}
        labelOf={kind => t(`evidenceForm.${kind}`)}
        none={t('evidenceForm.validationNone')}
        problem={errors.validation}
        onChoice={kind => onChange({ validationKind: kind ?? '' })}
      />
      {draft.validationKind && (
        <>
          <Choice
            name="result"
            label={t('evidenceForm.validationResult')}
            value={draft.validationResult}
            options={RESULTS}
            labelOf={result => t(`evidenceForm.${result}`)}
            onChoice={result =>
              result && onChange({ validationResult: result })
            }
          />
          <Field
            name="detail"
            label={t('evidenceForm.validationDetail')}
            value={draft.validationDetail}
            inputProps={{ maxLength: 2000 }}
            onText={validationDetail => onChange({ validationDetail })}
          />
        </>
      )}
    </>
  );
}

function WhatCameOut(props: EvidenceFieldsProps) {
  const { draft, errors, onChange } = props;
  const t = useMessages();
  return (
    <>
      <Choice
        name="outcome"
        label={t('proof.outcome')}
        value={draft.outcome}
        options={OUTCOMES}
        labelOf={outcome => t(`outcome.${outcome}`)}
        problem={errors.outcome}
        onChoice={outcome => outcome && onChange({ outcome })}
      />
      <HowItWasChecked {...props} />
      <Field
        name="rto"
        label={t('evidenceForm.rto')}
        value={draft.rtoMinutes}
        problem={errors.measured}
        inputProps={{ inputMode: 'decimal' }}
        onText={rtoMinutes => onChange({ rtoMinutes })}
      />
      <Field
        required
        type="url"
        name="artefact"
        label={t('evidenceForm.artefact')}
        value={draft.artefact}
        problem={errors.artefacts}
        helperText={t('evidenceForm.artefactHelp')}
        onText={artefact => onChange({ artefact })}
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
