import { EmptyState } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { readinessScorecardReadPermission } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { TabContent } from '../ReadinessPage/TabContent';
import { TaskDrawer } from '../Roadmap/TaskDrawer';
import { QueryState } from '../states/QueryState';
import { TaskSelection } from './TaskSelection';

const SHOWN = 500;
const URL_KEYS = ['task', 'finding'] as const;

/** What belongs to the signed-in person and to their groups, by due date. */
export function MyTasks() {
  const t = useMessages();
  const [url, setUrl] = useUrlParams(URL_KEYS);
  const query = useReadinessQuery(
    api => api.getTasks({ mine: true, limit: SHOWN }),
    [],
  );
  const titles = new Map(
    query.value?.items.map(task => [task.id, task.title]) ?? [],
  );
  return (
    <TabContent>
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
        minHeight={400}
      >
        {({ items, totalItems }) =>
          items.length === 0 ? (
            <EmptyState
              missing="data"
              title={t('tasks.emptyTitle')}
              description={t('tasks.emptyText')}
            />
          ) : (
            <div>
              <Typography variant="h6" component="h2">
                {t('tasks.total', { count: totalItems })}
              </Typography>
              <TaskSelection
                tasks={items}
                onOpen={task => setUrl({ task })}
                onChanged={query.reload}
              />
            </div>
          )
        }
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
    </TabContent>
  );
}
