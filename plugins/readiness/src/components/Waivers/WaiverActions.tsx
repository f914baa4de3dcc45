import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  readinessWaiverApprovePermission,
  readinessWaiverRequestPermission,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import { useMe } from '../../hooks/useMe';
import { type Messages, useMessages } from '../../translation';
import { PermittedButton } from '../states/PermittedButton';
import { WaiverDecision, type WaiverDecisionKind } from './WaiverDecision';
import { WaiverForm } from './WaiverForm';

const useStyles = makeStyles({
  actions: { '@media print': { display: 'none' } },
});

/** Who asked for it takes it back; anybody else ends it. */
function labelOf(
  t: Messages,
  kind: WaiverDecisionKind,
  waiver: Waiver,
  isOwn: boolean,
): string {
  return kind === 'revoke' && isOwn && waiver.state === 'requested'
    ? t('waiver.withdraw')
    : t(`waiver.${kind}`);
}

/** What the server lets this person do with a waiver, and why not more. */
export function WaiverActions(props: {
  waiver: Waiver;
  onChanged: () => void;
}) {
  const { waiver, onChanged } = props;
  const classes = useStyles();
  const t = useMessages();
  const me = useMe();
  const [kind, setKind] = useState<WaiverDecisionKind>();
  const [renewing, setRenewing] = useState(false);
  const isOwn = me === waiver.requestedBy;
  const close = () => {
    setKind(undefined);
    setRenewing(false);
  };
  const done = () => {
    close();
    onChanged();
  };
  const decisions = (['approve', 'reject', 'revoke'] as const).filter(name =>
    waiver.actions.includes(name),
  );
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        gridGap={8}
        mt={2}
        className={classes.actions}
      >
        {decisions.map(name =>
          name === 'revoke' && isOwn ? (
            <Button key={name} variant="outlined" onClick={() => setKind(name)}>
              {labelOf(t, name, waiver, isOwn)}
            </Button>
          ) : (
            <PermittedButton
              key={name}
              permission={readinessWaiverApprovePermission}
              onClick={() => setKind(name)}
            >
              {labelOf(t, name, waiver, isOwn)}
            </PermittedButton>
          ),
        )}
        {waiver.actions.includes('renew') && (
          <PermittedButton
            permission={readinessWaiverRequestPermission}
            onClick={() => setRenewing(true)}
          >
            {t('waiver.renew')}
          </PermittedButton>
        )}
      </Box>
      {waiver.undecidable && (
        <Typography variant="body2">{waiver.undecidable}</Typography>
      )}
      {kind && (
        <WaiverDecision
          waiver={waiver}
          kind={kind}
          label={labelOf(t, kind, waiver, isOwn)}
          onClose={close}
          onDecided={done}
        />
      )}
      {renewing && (
        <WaiverForm
          title={t('waiver.renewTitle', { title: waiver.title })}
          intro={t('waiver.renewIntro')}
          severity={waiver.severity}
          control={waiver.compensatingControl}
          send={(api, { reason, compensatingControl, expires }) =>
            api.renewWaiver(waiver.id, { reason, compensatingControl, expires })
          }
          onClose={close}
          onSent={done}
        />
      )}
    </>
  );
}
