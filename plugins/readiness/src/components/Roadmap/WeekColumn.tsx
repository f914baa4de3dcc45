import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckBoxIcon from '@material-ui/icons/CheckBox';
import CheckBoxOutlineBlankIcon from '@material-ui/icons/CheckBoxOutlineBlank';
import type { Roadmap } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { EntityName } from '../words/EntityName';
import { figure } from '../words/figures';
import { type CardActions, TaskList } from './TaskList';

type Week = Roadmap['weeks'][number];

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  block: { marginBottom: theme.spacing(1.5) },
  criteria: { margin: 0, padding: 0, listStyle: 'none' },
  criterion: {
    display: 'flex',
    gap: theme.spacing(0.5),
    fontSize: '0.8125rem',
  },
  owner: { fontSize: '0.8125rem', marginTop: theme.spacing(0.5) },
}));

function ExitCriteria({ criteria }: { criteria: Week['exitCriteria'] }) {
  const classes = useStyles();
  const t = useMessages();
  if (criteria.length === 0) return null;
  return (
    <div className={classes.block}>
      <Typography variant="overline">{t('roadmap.exit')}</Typography>
      <ul className={classes.criteria}>
        {criteria.map(({ text, met, detail }) => (
          <li key={text} className={classes.criterion}>
            {met ? (
              <CheckBoxIcon fontSize="small" titleAccess={t('roadmap.met')} />
            ) : (
              <CheckBoxOutlineBlankIcon
                fontSize="small"
                titleAccess={t('roadmap.notMet')}
              />
            )}
            <span>
              {text}
              {detail && <small> ({detail})</small>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Capacity({ capacity }: { capacity: Week['capacity'] }) {
  const classes = useStyles();
  const t = useMessages();
  if (capacity.length === 0) return null;
  return (
    <div className={classes.block}>
      <Typography variant="overline">{t('roadmap.capacity')}</Typography>
      {capacity.map(({ owner, usedDays, capacityDays }) => {
        const text = t('roadmap.capacityOf', {
          used: figure(usedDays),
          total: figure(capacityDays),
        });
        const over = usedDays > capacityDays;
        const share = capacityDays > 0 ? usedDays / capacityDays : 1;
        return (
          <div key={owner} className={classes.owner}>
            <EntityName entityRef={owner} /> {text}
            {over && `, ${t('roadmap.overCapacity')}`}
            <LinearProgress
              variant="determinate"
              color={over ? 'secondary' : 'primary'}
              value={Math.min(share, 1) * 100}
              aria-label={`${owner}: ${text}`}
            />
          </div>
        );
      })}
    </div>
  );
}

const FIRST_CARDS = 8;

/** A week of the plan: theme, exit criteria, capacity and its tasks. */
export function WeekColumn(props: { week: Week; actions: CardActions }) {
  const { week, actions } = props;
  const classes = useStyles();
  const t = useMessages();
  const name = t('roadmap.week', { week: String(week.week) });
  return (
    <section className={classes.root} aria-label={name}>
      <Typography variant="h6" component="h2">
        {name}
      </Typography>
      <Typography gutterBottom>{week.theme}</Typography>
      <ExitCriteria criteria={week.exitCriteria} />
      <Capacity capacity={week.capacity} />
      {week.tasks.length === 0 && (
        <Typography variant="body2">{t('roadmap.noTasks')}</Typography>
      )}
      <TaskList tasks={week.tasks} first={FIRST_CARDS} actions={actions} />
    </section>
  );
}
