import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  type ReadinessApi,
  readinessWaiverRequestPermission,
  type Severity,
  WAIVER_MAX_DAYS,
  WAIVER_SCOPES,
  type WaiverScope,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { readinessApiRef } from '../../api/readinessApi';
import { type FieldProblems, useSending } from '../../hooks/useSending';
import { type Messages, useMessages } from '../../translation';
import { FormDialog } from '../states/FormDialog';
import { FormField } from '../states/FormField';

const FIELDS = ['reason', 'compensatingControl', 'expires'] as const;
type WaiverField = (typeof FIELDS)[number];

const MIN_TEXT = 10;

interface Draft {
  scope: WaiverScope;
  reason: string;
  compensatingControl: string;
  expires: string;
}

/** Days are the server's, which counts them in UTC. */
function dayIn(days: number): string {
  return DateTime.utc().plus({ days }).toISODate();
}

function draftProblems(
  t: Messages,
  draft: Draft,
  days: number,
): FieldProblems<WaiverField> {
  const short = t('waiver.tooShort');
  const inRange = draft.expires >= dayIn(1) && draft.expires <= dayIn(days);
  return {
    ...(draft.reason.length < MIN_TEXT && { reason: short }),
    ...(draft.compensatingControl.length < MIN_TEXT && {
      compensatingControl: short,
    }),
    ...(!inRange && {
      expires: t('waiver.expiresBad', { days: String(days) }),
    }),
  };
}

export interface WaiverFormProps {
  title: string;
  intro: string;
  severity: Severity;
  /** What it may be for, in words; without them the scope is given. */
  scopes?: Partial<Record<WaiverScope, string>>;
  /** What stands in the form already, when a waiver is renewed. */
  control?: string;
  send: (api: ReadinessApi, draft: Draft) => Promise<unknown>;
  onClose: () => void;
  onSent: () => void;
}

/** Asks to accept a risk: why, what keeps it small, until when (B.6). */
export function WaiverForm(props: WaiverFormProps) {
  const { title, intro, severity, scopes, onClose, onSent } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const days = WAIVER_MAX_DAYS[severity];
  const [draft, setDraft] = useState<Draft>(() => ({
    scope: 'finding',
    reason: '',
    compensatingControl: props.control ?? '',
    expires: dayIn(Math.min(days, 30)),
  }));
  const sending = useSending({
    fields: FIELDS,
    permission: readinessWaiverRequestPermission.name,
    sentence: reason => t('waiver.notSent', { reason }),
  });
  const { problems } = sending;
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const offered = WAIVER_SCOPES.filter(scope => scopes?.[scope] !== undefined);

  const submit = async () => {
    const trimmed = {
      ...draft,
      reason: draft.reason.trim(),
      compensatingControl: draft.compensatingControl.trim(),
    };
    const sent = await sending.send(draftProblems(t, trimmed, days), () =>
      props.send(api, trimmed),
    );
    if (sent) onSent();
  };

  return (
    <FormDialog
      id="readiness-waiver-title"
      title={title}
      submit={{ label: t('waiver.send'), disabled: sending.busy }}
      failure={sending.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText>{intro}</DialogContentText>
      {offered.length > 0 && (
        <FormField
          select
          id="readiness-waiver-scope"
          label={t('waiver.scope')}
          value={draft.scope}
          onText={scope => change({ scope: scope as WaiverScope })}
        >
          {offered.map(scope => (
            <MenuItem key={scope} value={scope}>
              {scopes?.[scope]}
            </MenuItem>
          ))}
        </FormField>
      )}
      <FormField
        multiline
        required
        rows={3}
        id="readiness-waiver-reason"
        label={t('waiver.reason')}
        value={draft.reason}
        problem={problems.reason}
        helperText={t('waiver.textHelp')}
        inputProps={{ maxLength: 2000 }}
        onText={reason => change({ reason })}
      />
      <FormField
        multiline
        required
        rows={3}
        id="readiness-waiver-control"
        label={t('waiver.control')}
        value={draft.compensatingControl}
        problem={problems.compensatingControl}
        helperText={t('waiver.textHelp')}
        inputProps={{ maxLength: 2000 }}
        onText={compensatingControl => change({ compensatingControl })}
      />
      <FormField
        required
        type="date"
        id="readiness-waiver-expires"
        label={t('waiver.expires')}
        value={draft.expires}
        problem={problems.expires}
        helperText={t('waiver.expiresHelp', {
          days: String(days),
          severity: t(`severity.${severity}`),
        })}
        InputLabelProps={{ shrink: true }}
        inputProps={{ min: dayIn(1), max: dayIn(days) }}
        onText={expires => change({ expires })}
      />
    </FormDialog>
  );
}
