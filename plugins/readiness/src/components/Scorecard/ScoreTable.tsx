import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { figure } from '../words/figures';

type ControlScore = Schemas['ControlScore'];
type StageScore = Schemas['StageScore'];
type CheckScore = Schemas['CheckScore'];

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: { minWidth: 760 },
  control: {
    fontWeight: theme.typography.fontWeightBold as number,
    backgroundColor: theme.palette.background.default,
  },
  stage: { paddingLeft: theme.spacing(4) },
  check: { paddingLeft: theme.spacing(7), overflowWrap: 'anywhere' },
}));

const EPSILON = 1e-9;

/** 0.68181 → "0.682": what is multiplied by weights keeps three decimals. */
const thousandth = (value: number) => String(Math.round(value * 1000) / 1000);

/** Why a rung counts as something else than its own value. */
function stageState(
  t: Messages,
  stage: StageScore,
  below: StageScore | undefined,
): string {
  if (stage.notJudged) return t('checkState.notJudged');
  if (!below || stage.raw <= stage.verified + EPSILON) return '';
  return t('explain.held', { stage: t(`stage.${below.stage}`) });
}

/** The nearest lower rung that counts; those nobody judged hold nothing down. */
function rungBelow(
  stages: readonly StageScore[],
  index: number,
): StageScore | undefined {
  const counting = stages
    .slice(0, index)
    .filter(({ notJudged, weight }) => !notJudged && weight > 0);
  return counting[counting.length - 1];
}

export interface ScoreTableProps {
  dimension: Schemas['DimensionScore'];
  /** Ids of checks that have an open finding. */
  withFindings: ReadonlySet<string>;
  onFilterCheck?: (check: string) => void;
}

type Leads = Pick<ScoreTableProps, 'withFindings' | 'onFilterCheck'>;

function CheckRow(props: Leads & { check: CheckScore }) {
  const { check, withFindings, onFilterCheck } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <TableRow>
      <TableCell className={classes.check}>
        {onFilterCheck && withFindings.has(check.check) ? (
          <Link
            component="button"
            variant="body2"
            title={t('explain.showFindings', { check: check.title })}
            onClick={() => onFilterCheck(check.check)}
          >
            {check.title}
          </Link>
        ) : (
          check.title
        )}{' '}
        <small>{check.check}</small>
      </TableCell>
      <TableCell>
        {t(`checkState.${check.state}`)}
        {check.sticky && `, ${t('explain.sticky')}`}
      </TableCell>
      <TableCell align="right">{figure(check.weight)}</TableCell>
      <TableCell align="right">{thousandth(check.verified)}</TableCell>
      <TableCell />
      <TableCell align="right">{thousandth(check.potential)}</TableCell>
      <TableCell align="right">{check.subjects}</TableCell>
    </TableRow>
  );
}

function ControlRows(props: Leads & { control: ControlScore }) {
  const { control, ...leads } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <>
      <TableRow className={classes.control}>
        <TableCell component="th" scope="rowgroup">
          {control.control} {control.title}
        </TableCell>
        <TableCell>
          {control.weight === 0 && t('checkState.notConnected')}
        </TableCell>
        <TableCell align="right">{figure(control.weight)}</TableCell>
        <TableCell />
        <TableCell align="right">{thousandth(control.verified)}</TableCell>
        <TableCell align="right">{thousandth(control.potential)}</TableCell>
        <TableCell />
      </TableRow>
      {control.stages.flatMap((stage, index) => [
        <TableRow key={stage.stage}>
          <TableCell className={classes.stage}>
            {t(`stage.${stage.stage}`)}
          </TableCell>
          <TableCell>
            {stageState(t, stage, rungBelow(control.stages, index))}
          </TableCell>
          <TableCell align="right">{thousandth(stage.weight)}</TableCell>
          <TableCell align="right">{thousandth(stage.raw)}</TableCell>
          <TableCell align="right">{thousandth(stage.verified)}</TableCell>
          <TableCell align="right">{thousandth(stage.potential)}</TableCell>
          <TableCell />
        </TableRow>,
        ...stage.checks.map(check => (
          <CheckRow
            key={`${stage.stage} ${check.check}`}
            check={check}
            {...leads}
          />
        )),
      ])}
    </>
  );
}

/** Controls, their rungs and the checks of those, as they entered the sum. */
export function ScoreTable(props: ScoreTableProps) {
  const { dimension, ...leads } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <div className={classes.scroll}>
      <Table size="small" className={classes.table}>
        <TableHead>
          <TableRow>
            <TableCell>{t('explain.part')}</TableCell>
            <TableCell>{t('explain.state')}</TableCell>
            <TableCell align="right">{t('explain.weight')}</TableCell>
            <TableCell align="right">{t('explain.raw')}</TableCell>
            <TableCell align="right">{t('explain.counted')}</TableCell>
            <TableCell align="right">{t('explain.couldBe')}</TableCell>
            <TableCell align="right">{t('explain.subjects')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {dimension.controls.map(control => (
            <ControlRows key={control.control} control={control} {...leads} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
