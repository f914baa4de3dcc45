import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { figure, percent } from '../words/figures';

type DimensionScore = Schemas['DimensionScore'];
type ControlScore = Schemas['ControlScore'];

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

const hundredth = (value: number) => String(Math.round(value * 1000) / 1000);

function ControlRows({ control }: { control: ControlScore }) {
  const classes = useStyles();
  const t = useMessages();
  return (
    <>
      <TableRow className={classes.control}>
        <TableCell component="th" scope="rowgroup">
          {control.control} {control.title}
        </TableCell>
        <TableCell />
        <TableCell align="right">{figure(control.weight)}</TableCell>
        <TableCell />
        <TableCell align="right">{hundredth(control.verified)}</TableCell>
        <TableCell align="right">{hundredth(control.potential)}</TableCell>
        <TableCell />
      </TableRow>
      {control.stages.flatMap(stage => [
        <TableRow key={stage.stage}>
          <TableCell className={classes.stage}>
            {t(`stage.${stage.stage}`)}
          </TableCell>
          <TableCell>
            {stage.notJudged ? t('checkState.notJudged') : ''}
          </TableCell>
          <TableCell align="right">{hundredth(stage.weight)}</TableCell>
          <TableCell align="right">{hundredth(stage.raw)}</TableCell>
          <TableCell align="right">{hundredth(stage.verified)}</TableCell>
          <TableCell align="right">{hundredth(stage.potential)}</TableCell>
          <TableCell />
        </TableRow>,
        ...stage.checks.map(check => (
          <TableRow key={`${stage.stage} ${check.check}`}>
            <TableCell className={classes.check}>
              {check.title} <small>{check.check}</small>
            </TableCell>
            <TableCell>
              {t(`checkState.${check.state}`)}
              {check.sticky && `, ${t('explain.sticky')}`}
            </TableCell>
            <TableCell align="right">{figure(check.weight)}</TableCell>
            <TableCell align="right">{hundredth(check.verified)}</TableCell>
            <TableCell />
            <TableCell align="right">{hundredth(check.potential)}</TableCell>
            <TableCell align="right">{check.subjects}</TableCell>
          </TableRow>
        )),
      ])}
    </>
  );
}

/** The tree of a dimension's score as the server computed it: printed, not recomputed. */
export function ScoreExplanation(props: {
  dimension: DimensionScore;
  onClose: () => void;
}) {
  const { dimension, onClose } = props;
  const classes = useStyles();
  const t = useMessages();
  const title = t('explain.title', {
    dimension: t(`dimension.${dimension.id}`),
  });
  const figures = [
    t('explain.verified', { value: figure(dimension.verified) }),
    t('explain.potential', { value: figure(dimension.potential) }),
    t('explain.coverage', { percent: percent(dimension.coverage) }),
  ].join(' · ');
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      fullWidth
      aria-labelledby="readiness-explain-title"
    >
      <DialogTitle id="readiness-explain-title">{title}</DialogTitle>
      <DialogContent>
        <Typography>{figures}</Typography>
        {dimension.cap && (
          <Typography>
            {t('explain.uncapped', { value: figure(dimension.uncapped) })}
            {'. '}
            {t('explain.cap', {
              limit: figure(dimension.cap.limit),
              reason: dimension.cap.reason,
            })}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary" gutterBottom>
          {t('explain.rule')}
        </Typography>
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
                <ControlRows key={control.control} control={control} />
              ))}
            </TableBody>
          </Table>
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('state.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
