import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { readinessApiRef } from '../../api/readinessApi';
import { type FieldProblems, useSending } from '../../hooks/useSending';
import { type Messages, useMessages } from '../../translation';
import { FormDialog } from '../states/FormDialog';
import { FormField } from '../states/FormField';

export type DisputeOutcome = 'accepted' | 'rejected';

const FIELDS = ['note', 'expires'] as const;
type DecisionField = (typeof FIELDS)[number];

/** As the server has it where no day is named, and the most that it takes. */
const DEFAULT_DAYS = 180;
const MAX_DAYS = 365;

/** Days are the server's, which counts them in UTC. */
function dayIn(days: number): string {
  return DateTime.utc().plus({ days }).toISODate();
}

function decisionProblems(
  t: Messages,
  decision: { note: string; expires: string | undefined },
): FieldProblems<DecisionField> {
  const { note, expires } = decision;
  const inRange =
    expires === undefined ||
    (expires >= dayIn(1) && expires <= dayIn(MAX_DAYS));
  return {
    ...(!note && { note: t('dispute.noteNeeded') }),
    ...(!inRange && { expires: t('dispute.expiresBad') }),
  };
}

/** The platform group's answer to a dispute, with its reason. */
export function DecisionDialog(props: {
  finding: Pick<Finding, 'id'>;
  outcome: DisputeOutcome;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { finding, outcome, onClose, onDecided } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [note, setNote] = useState('');
  const [expires, setExpires] = useState(() => dayIn(DEFAULT_DAYS));
  const sending = useSending({
    fields: FIELDS,
    sentence: reason => t('dispute.notSaved', { reason }),
  });
  const { problems } = sending;
  const accepting = outcome === 'accepted';
  const title = t(accepting ? 'dispute.accept' : 'dispute.reject');

  const submit = async () => {
    const decision = {
      note: note.trim(),
      expires: accepting ? expires : undefined,
    };
    const sent = await sending.send(decisionProblems(t, decision), () =>
      api.decideDispute(finding.id, {
        outcome,
        note: decision.note,
        ...(decision.expires && { expires: decision.expires }),
      }),
    );
    if (sent) onDecided();
  };

  return (
    <FormDialog
      id="readiness-decision-title"
      title={title}
      submit={{ label: title, disabled: sending.busy }}
      failure={sending.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText>
        {t(accepting ? 'dispute.acceptIntro' : 'dispute.rejectIntro')}
      </DialogContentText>
      <FormField
        multiline
        required
        rows={3}
        id="readiness-decision-note"
        label={t('dispute.note')}
        value={note}
        problem={problems.note}
        helperText={t('dispute.noteHelp')}
        inputProps={{ maxLength: 2000 }}
        onText={setNote}
      />
      {accepting && (
        <FormField
          type="date"
          id="readiness-decision-expires"
          label={t('dispute.expires')}
          value={expires}
          problem={problems.expires}
          helperText={t('dispute.expiresHelp')}
          InputLabelProps={{ shrink: true }}
          inputProps={{ min: dayIn(1), max: dayIn(MAX_DAYS) }}
          onText={setExpires}
        />
      )}
    </FormDialog>
  );
}
