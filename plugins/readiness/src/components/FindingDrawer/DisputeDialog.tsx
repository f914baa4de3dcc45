import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import {
  type Finding,
  readinessFindingDisputePermission,
} from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from '../../api/readinessApi';
import { useSending } from '../../hooks/useSending';
import { useMessages } from '../../translation';
import { FormDialog } from '../states/FormDialog';
import { FormField } from '../states/FormField';

const MIN_REASON = 10;

/** Says that a finding is wrong, and why. */
export function DisputeDialog(props: {
  finding: Pick<Finding, 'id' | 'title'>;
  onClose: () => void;
  onSent: () => void;
}) {
  const { finding, onClose, onSent } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [reason, setReason] = useState('');
  const sending = useSending({
    fields: ['reason'],
    permission: readinessFindingDisputePermission.name,
    sentence: words => t('dispute.failed', { reason: words }),
  });

  const submit = async () => {
    const text = reason.trim();
    const tooShort = text.length < MIN_REASON;
    const sent = await sending.send(
      tooShort ? { reason: t('dispute.tooShort') } : {},
      () => api.disputeFinding(finding.id, { reason: text }),
    );
    if (sent) onSent();
  };

  return (
    <FormDialog
      id="readiness-dispute-title"
      title={t('dispute.dialogTitle', { title: finding.title })}
      submit={{ label: t('dispute.send'), disabled: sending.busy }}
      failure={sending.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText>{t('dispute.intro')}</DialogContentText>
      <FormField
        multiline
        required
        rows={4}
        id="readiness-dispute-reason"
        label={t('dispute.reason')}
        value={reason}
        problem={sending.problems.reason}
        helperText={t('dispute.reasonHelp')}
        inputProps={{ maxLength: 2000 }}
        onText={setReason}
      />
    </FormDialog>
  );
}
