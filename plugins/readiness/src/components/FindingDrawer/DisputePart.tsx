import { useState } from 'react';
import { usePermission } from '@backstage/plugin-permission-react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type Finding,
  readinessClusterManagePermission,
  readinessFindingDisputePermission,
  type Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { useMe } from '../../hooks/useMe';
import { type Messages, useMessages } from '../../translation';
import { PermittedButton } from '../states/PermittedButton';
import { EntityName } from '../words/EntityName';
import { awaitsDecision } from '../words/findingState';
import { RelativeTime } from '../words/RelativeTime';
import { DecisionDialog, type DisputeOutcome } from './DecisionDialog';
import { DisputeDialog } from './DisputeDialog';
import { Part } from './FindingFacts';

type Dispute = Schemas['Dispute'];
type Decision = NonNullable<Dispute['decision']>;

const useStyles = makeStyles(theme => ({
  said: {
    margin: theme.spacing(0.5, 0, 1),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  actions: { '@media print': { display: 'none' } },
}));

function Said({ text }: { text: string }) {
  const classes = useStyles();
  return (
    <Typography variant="body2" className={classes.said}>
      {text}
    </Typography>
  );
}

/** Who did it and when, to be named in a sentence. */
function actOf({ by, at }: { by: string; at: string }) {
  return {
    person: <EntityName entityRef={by} />,
    when: <RelativeTime at={at} />,
  };
}

function outcomeText(
  t: Messages,
  state: DisputeOutcome,
  { expires }: Decision,
): string {
  if (state === 'rejected') return t('dispute.counts');
  if (!expires) return t('dispute.exceptedOpen');
  const date = DateTime.fromISO(expires).toLocaleString(DateTime.DATE_MED);
  return t('dispute.excepted', { date });
}

function DisputeState({ dispute }: { dispute: Dispute }) {
  const t = useMessages();
  const { state, decision } = dispute;
  const decided = state === 'open' ? undefined : decision;
  return (
    <>
      <Typography>{t('dispute.by', actOf(dispute))}</Typography>
      <Said text={dispute.reason} />
      {state === 'open' && <Typography>{t('dispute.waiting')}</Typography>}
      {state !== 'open' && decided && (
        <>
          <Typography>
            {t(
              state === 'accepted'
                ? 'dispute.acceptedBy'
                : 'dispute.rejectedBy',
              actOf(decided),
            )}
          </Typography>
          <Said text={decided.note} />
          <Typography>{outcomeText(t, state, decided)}</Typography>
        </>
      )}
    </>
  );
}

/** The platform group decides, and nobody about what they said themselves. */
function Decide(props: {
  disputedBy: string | undefined;
  onDecide: (outcome: DisputeOutcome) => void;
}) {
  const { disputedBy, onDecide } = props;
  const t = useMessages();
  const me = useMe();
  const { allowed } = usePermission({
    permission: readinessClusterManagePermission,
  });
  if (!allowed || !me) return null;
  if (me === disputedBy) {
    return <Typography variant="body2">{t('dispute.own')}</Typography>;
  }
  return (
    <>
      <Button variant="outlined" onClick={() => onDecide('accepted')}>
        {t('dispute.accept')}
      </Button>
      <Button variant="outlined" onClick={() => onDecide('rejected')}>
        {t('dispute.reject')}
      </Button>
    </>
  );
}

/** "This is wrong": who said so, what came of it, and where to say it (D7). */
export function DisputePart(props: {
  finding: Finding;
  onChanged: () => void;
}) {
  const { finding, onChanged } = props;
  const classes = useStyles();
  const t = useMessages();
  const [disputing, setDisputing] = useState(false);
  const [outcome, setOutcome] = useState<DisputeOutcome>();
  const { disputed } = finding;
  const waiting = awaitsDecision(finding);
  const disputable =
    !finding.closedAt &&
    !finding.visibility &&
    // What another tool reports is disputed there.
    !finding.source &&
    (!disputed || disputed.state === 'rejected');
  if (!disputed && !disputable) return null;
  const close = () => {
    setDisputing(false);
    setOutcome(undefined);
  };
  const done = () => {
    close();
    onChanged();
  };
  return (
    <Part title={t('dispute.title')}>
      {disputed ? (
        <DisputeState dispute={disputed} />
      ) : (
        <Typography>{t('dispute.invite')}</Typography>
      )}
      <Box
        display="flex"
        flexWrap="wrap"
        gridGap={8}
        mt={1}
        className={classes.actions}
      >
        {disputable && (
          <PermittedButton
            permission={readinessFindingDisputePermission}
            onClick={() => setDisputing(true)}
          >
            {t('dispute.start')}
          </PermittedButton>
        )}
        {waiting && <Decide disputedBy={disputed?.by} onDecide={setOutcome} />}
      </Box>
      {disputing && (
        <DisputeDialog finding={finding} onClose={close} onSent={done} />
      )}
      {outcome && (
        <DecisionDialog
          finding={finding}
          outcome={outcome}
          onClose={close}
          onDecided={done}
        />
      )}
    </Part>
  );
}
