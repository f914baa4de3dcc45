import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  readinessClusterManagePermission,
  readinessTaskUpdatePermission,
  type ReadinessInput,
  type ReadinessQuery,
  type TaskBulkRow,
  type TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import type { Request } from 'express';
import { seesEntity, type Viewer } from '../../permissions/Viewer';
import { TasksRefused } from '../../roadmap/TaskChanger';
import { groupMembers, withGroupsAbove } from '../../scanning/platformOwners';
import { audited } from '../audited';
import {
  callerOf,
  entityRefOf,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';

type TaskQuery = ReadinessQuery<'getTasks'>;
type TaskBulk = ReadinessInput<'updateTasks'>;

/** Tasks of no entity are seen by who sees all that belongs to nobody. */
const seesUnownedTasks = (viewer: Viewer) =>
  viewer.clusterRead && viewer.owners === undefined;

/** What of the plan a caller may see; all of it without. */
export function visibility(viewer: Viewer) {
  return viewer.entities === undefined
    ? undefined
    : {
        entities: [...viewer.entities],
        unowned: seesUnownedTasks(viewer),
      };
}

/** The entities of a task; 404 for one that the caller may not see. */
async function visibleTask(
  { roadmap }: RouteContext,
  id: string,
  viewer: Viewer,
): Promise<string[]> {
  const refs = await roadmap.entitiesOf(id);
  const seen =
    refs.length > 0
      ? refs.some(ref => seesEntity(viewer, ref))
      : seesUnownedTasks(viewer);
  if (!seen) throw new NotFoundError(`There is no task "${id}"`);
  return refs;
}

async function requireUpdate(
  { access }: RouteContext,
  refs: readonly string[],
  credentials: BackstageCredentials,
): Promise<void> {
  if (refs.length === 0) {
    await access.require(readinessClusterManagePermission, credentials);
  } else {
    await access.requireOnEntities(
      readinessTaskUpdatePermission,
      refs,
      credentials,
    );
  }
}

/** Tells the caller of a lost race what the task is now. */
async function withNewerState<T>(
  work: () => Promise<T>,
  newer: () => Promise<TaskDetail>,
): Promise<T | { conflict: ConflictError; task: TaskDetail }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { conflict: error, task: await newer() };
  }
}

const conflictBody = ({ name, message }: Error) => ({
  error: { name, message },
  response: { statusCode: 409 },
});

/** The plan. */
const planRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, access, roadmap } = context;
  const filterOf = async (req: Request) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const { owner, cluster } = req.query as Record<string, string | undefined>;
    return {
      owner: owner?.toLocaleLowerCase('en-US'),
      cluster,
      visible: visibility(viewer),
    };
  };

  router.get('/roadmap', async (req, res) => {
    res.json(await roadmap.getRoadmap(await filterOf(req)));
  });

  router.get('/roadmap/forecast', async (req, res) => {
    res.json(await roadmap.getForecast(await filterOf(req)));
  });

  router.post('/roadmap/preview', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const { taskId, place } = req.body as { taskId: string; place: unknown };
    await visibleTask(context, taskId, viewer);
    const visible = visibility(viewer);
    res.json(await roadmap.previewMove(taskId, place, { visible }));
  });
};

/** Lists of tasks, and one change for many. */
const taskListRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, roadmap, knex } = context;

  router.get('/tasks', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const query = req.query as unknown as TaskQuery;
    const { mine, limit = 100, cursor, owner, assignee, ...rest } = query;
    const refs = viewer.ownershipRefs ?? [];
    res.json(
      await roadmap.listTasks(
        {
          ...rest,
          owner: owner && entityRefOf('owner', owner),
          assignee: assignee && entityRefOf('assignee', assignee),
          ...(mine && {
            mine: withGroupsAbove(refs, await groupMembers(knex)),
          }),
          visible: visibility(viewer),
        },
        { limit, cursor },
      ),
    );
  });

  router.post('/tasks/bulk', async (req, res) => {
    const { tasks, change } = req.body as TaskBulk;
    try {
      const items = await audited(
        auditor,
        {
          eventId: 'task-bulk-update',
          severityLevel: 'medium',
          request: req,
          meta: {
            taskIds: tasks.map(({ id }) => id),
            fields: Object.keys(change),
          },
        },
        async () => {
          const credentials = await callerOf(httpAuth, req);
          const viewer = await access.resultsViewer(credentials);
          const userRef = viewer.userEntityRef;
          return roadmap.changes.updateAll(tasks, change, { userRef }, id =>
            refusal(context, id, viewer, credentials),
          );
        },
      );
      res.json({ items });
    } catch (error) {
      if (!(error instanceof TasksRefused)) throw error;
      res.status(409).json({ ...conflictBody(error), items: error.rows });
    }
  });
};

/** Why the caller may not change a task, if so. */
async function refusal(
  context: RouteContext,
  id: string,
  viewer: Viewer,
  credentials: BackstageCredentials,
): Promise<Pick<TaskBulkRow, 'outcome' | 'message'> | undefined> {
  try {
    await requireUpdate(
      context,
      await visibleTask(context, id, viewer),
      credentials,
    );
    return undefined;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return { outcome: 'notFound', message: error.message };
    }
    if (error instanceof NotAllowedError) {
      return { outcome: 'forbidden', message: error.message };
    }
    throw error;
  }
}

/** One task. */
const taskRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, roadmap, findingReader } = context;
  const detail = (id: string, viewer: Viewer) =>
    roadmap.getTask(id, ids => findingReader.byIds(ids, viewer));

  router.get('/tasks/:id', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    await visibleTask(context, req.params.id, viewer);
    res.json(await detail(req.params.id, viewer));
  });

  router.patch('/tasks/:id', async (req, res) => {
    const { id } = req.params;
    const credentials = await callerOf(httpAuth, req);
    const answer = await withNewerState(
      () =>
        audited(
          auditor,
          {
            eventId: 'task-update',
            severityLevel: 'medium',
            request: req,
            meta: { taskId: id, fields: Object.keys(req.body ?? {}) },
          },
          async () => {
            const viewer = await access.resultsViewer(credentials);
            const refs = await visibleTask(context, id, viewer);
            await requireUpdate(context, refs, credentials);
            const caller = { userRef: viewer.userEntityRef };
            await roadmap.changes.update(id, req.body, caller);
            return detail(id, viewer);
          },
        ),
      async () => detail(id, await access.resultsViewer(credentials)),
    );
    if ('conflict' in answer) {
      const { conflict, task } = answer;
      res.status(409).json({ ...conflictBody(conflict), task });
    } else {
      res.json(answer);
    }
  });

  router.post('/tasks/:id/comments', async (req, res) => {
    const { id } = req.params;
    const task = await audited(
      auditor,
      {
        eventId: 'task-comment',
        severityLevel: 'low',
        request: req,
        meta: { taskId: id },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        const viewer = await access.resultsViewer(credentials);
        const refs = await visibleTask(context, id, viewer);
        await requireUpdate(context, refs, credentials);
        const caller = { userRef: viewer.userEntityRef };
        await roadmap.changes.comment(id, req.body.text, caller);
        return detail(id, viewer);
      },
    );
    res.status(201).json(task);
  });
};

/** The plan and its tasks. */
export const roadmapRoutes: RegisterRoutes = (router, context) => {
  planRoutes(router, context);
  taskListRoutes(router, context);
  taskRoutes(router, context);
};
