import { useMemo, useState } from 'react';
import { EmptyState } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  readinessScorecardReadPermission,
  type Roadmap as RoadmapPlan,
  type Task,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { TabContent } from '../ReadinessPage/TabContent';
import { FilterSelect } from '../states/FilterSelect';
import { QueryState } from '../states/QueryState';
import { TaskSelection } from '../Tasks/TaskSelection';
import { RelativeTime } from '../words/RelativeTime';
import { CapacityConflicts, ExpectedLine, PlanChanges } from './PlanLine';
import { TaskDialog } from './TaskDialog';
import { TaskDrawer } from './TaskDrawer';
import type { TaskEdit } from './taskEdit';
import { type CardActions, TaskList } from './TaskList';
import { WeekColumn } from './WeekColumn';

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    '@media print': { '& > div': { display: 'none' } },
  },
  weeks: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    gap: theme.spacing(2),
  },
  rest: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  },
}));

const FIRST_CARDS = 12;
const URL_KEYS = ['owner', 'cluster', 'view', 'task', 'finding'] as const;

function allTasks(plan: RoadmapPlan): Task[] {
  return [
    ...plan.weeks.flatMap(({ tasks }) => tasks),
    ...plan.next,
    ...plan.later,
    ...(plan.verified ?? []),
  ];
}

function Rest(props: {
  title: string;
  tasks: readonly Task[];
  actions: CardActions;
}) {
  const { title, tasks, actions } = props;
  const classes = useStyles();
  if (tasks.length === 0) return null;
  return (
    <section aria-label={title}>
      <Typography variant="h6" component="h2" gutterBottom>
        {title} ({tasks.length})
      </Typography>
      <div className={classes.rest}>
        <TaskList tasks={tasks} first={FIRST_CARDS} actions={actions} />
      </div>
    </section>
  );
}

function Plan(props: {
  plan: RoadmapPlan;
  actions: CardActions;
  asList: boolean;
  onChanged: () => void;
}) {
  const { plan, actions, asList, onChanged } = props;
  const classes = useStyles();
  const t = useMessages();
  if (allTasks(plan).length === 0) {
    return (
      <EmptyState
        missing="data"
        title={t('roadmap.emptyTitle')}
        description={t('roadmap.emptyText')}
      />
    );
  }
  const open = allTasks({ ...plan, verified: [] });
  const heads = (
    <div>
      <CapacityConflicts tasks={open} onOpen={actions.onOpen} />
      <PlanChanges changes={plan.changes ?? []} onOpen={actions.onOpen} />
    </div>
  );
  if (asList) {
    return (
      <>
        {heads}
        <TaskSelection
          tasks={open}
          onOpen={actions.onOpen}
          onChanged={onChanged}
        />
      </>
    );
  }
  return (
    <>
      {heads}
      <div className={classes.weeks}>
        {plan.weeks.map(week => (
          <WeekColumn key={week.week} week={week} actions={actions} />
        ))}
      </div>
      <Rest title={t('roadmap.next')} tasks={plan.next} actions={actions} />
      <Rest title={t('roadmap.later')} tasks={plan.later} actions={actions} />
      <Rest
        title={t('roadmap.verified')}
        tasks={plan.verified ?? []}
        actions={actions}
      />
    </>
  );
}

function options(values: readonly string[] | undefined, chosen?: string) {
  const all = new Set([...(values ?? []), ...(chosen ? [chosen] : [])]);
  return [...all].map(value => ({ value, label: value }));
}

/** The plan: four weeks, what comes next, what comes later, what was verified. */
export function Roadmap() {
  const classes = useStyles();
  const t = useMessages();
  const [url, setUrl] = useUrlParams(URL_KEYS);
  const { owner, cluster } = url;
  const query = useReadinessQuery(
    api => api.getRoadmap({ owner, cluster }),
    [owner, cluster],
  );
  const [edited, setEdited] = useState<{ task: Task; edit: TaskEdit }>();
  const plan = query.value;
  const titles = useMemo(
    () =>
      new Map(plan ? allTasks(plan).map(task => [task.id, task.title]) : []),
    [plan],
  );
  const actions: CardActions = {
    titles,
    onOpen: task => setUrl({ task }),
    onEdit: (task, edit) => setEdited({ task, edit }),
  };
  return (
    <TabContent>
      <div className={classes.filters}>
        <FilterSelect
          id="readiness-roadmap-owner"
          label={t('roadmap.owner')}
          value={owner}
          options={options(plan?.owners, owner)}
          onChange={value => setUrl({ owner: value })}
        />
        <FilterSelect
          id="readiness-roadmap-cluster"
          label={t('roadmap.cluster')}
          value={cluster}
          options={options(plan?.clusters, cluster)}
          onChange={value => setUrl({ cluster: value })}
        />
        <FilterSelect
          id="readiness-roadmap-view"
          label={t('roadmap.view')}
          value={url.view}
          all={t('roadmap.viewWeeks')}
          options={[{ value: 'list', label: t('roadmap.viewList') }]}
          onChange={value => setUrl({ view: value })}
        />
        {plan?.generatedAt && (
          <Typography variant="body2">
            {t('roadmap.generated')} <RelativeTime at={plan.generatedAt} />
          </Typography>
        )}
      </div>
      <ExpectedLine owner={owner} cluster={cluster} />
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
        minHeight={640}
      >
        {value => (
          <Plan
            plan={value}
            actions={actions}
            asList={url.view === 'list'}
            onChanged={query.reload}
          />
        )}
      </QueryState>
      {url.task && !url.finding && (
        <TaskDrawer
          id={url.task}
          titles={titles}
          onClose={() => setUrl({ task: undefined })}
          onChanged={query.reload}
          onOpenFinding={finding => setUrl({ finding })}
        />
      )}
      {url.finding && (
        <FindingDrawer
          id={url.finding}
          onClose={() => setUrl({ finding: undefined })}
          onChanged={query.reload}
        />
      )}
      {edited && (
        <TaskDialog
          task={edited.task}
          edit={edited.edit}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            query.reload();
          }}
        />
      )}
    </TabContent>
  );
}
