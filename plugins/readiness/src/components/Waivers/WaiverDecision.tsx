import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import {
  readinessWaiverApprovePermission,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from '../../api/readinessApi';
import { useSending } from '../../hooks/useSending';
import { useMessages } from '../../translation';
import { FormDialog } from '../states/FormDialog';
import { FormField } from '../states/FormField';
import { dayText } from '../words/dayText';

export type WaiverDecisionKind = 'approve' | 'reject' | 'revoke';

/** What somebody decides about a waiver, with its reason. */
export function WaiverDecision(props: {
  waiver: Waiver;
  kind: WaiverDecisionKind;
  /** The words of the button that led here. */
  label: string;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { waiver, kind, label, onClose, onDecided } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [note, setNote] = useState('');
  const sending = useSending({
    fields: ['note'],
    permission: readinessWaiverApprovePermission.name,
    sentence: reason => t('waiver.notSaved', { reason }),
  });
  const optional = kind === 'approve';

  const submit = async () => {
    const text = note.trim();
    const { id, version } = waiver;
    const sent = await sending.send(
      !text && !optional ? { note: t('waiver.noteNeeded') } : {},
      () => {
        if (kind === 'approve') {
          return api.approveWaiver(id, {
            version,
            ...(text && { note: text }),
          });
        }
        return kind === 'reject'
          ? api.rejectWaiver(id, { version, note: text })
          : api.revokeWaiver(id, { version, note: text });
      },
    );
    if (sent) onDecided();
  };

  return (
    <FormDialog
      id="readiness-waiver-decision-title"
      title={`${label}: ${waiver.title}`}
      submit={{ label, disabled: sending.busy }}
      failure={sending.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText>
        {kind === 'approve'
          ? t('waiver.approveIntro', { date: dayText(waiver.expires) })
          : t(`waiver.${kind}Intro`)}
      </DialogContentText>
      <FormField
        multiline
        required={!optional}
        rows={3}
        id="readiness-waiver-note"
        label={t(optional ? 'waiver.noteOptional' : 'waiver.note')}
        value={note}
        problem={sending.problems.note}
        helperText={t('waiver.noteHelp')}
        inputProps={{ maxLength: 2000 }}
        onText={setNote}
      />
    </FormDialog>
  );
}
