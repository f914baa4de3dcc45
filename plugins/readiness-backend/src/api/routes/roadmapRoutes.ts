import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  readinessClusterManagePermission,
  readinessTaskUpdatePermission,
} from '@readiness/backstage-plugin-readiness-common';
import { seesEntity, type Viewer } from '../../permissions/Viewer';
import { audited } from '../audited';
import {
  callerOf,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';

/** Tasks of no entity are seen by who sees all that belongs to nobody. */
const seesUnownedTasks = (viewer: Viewer) =>
  viewer.clusterRead && viewer.owners === undefined;

function visibility(viewer: Viewer) {
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

/** The plan and its tasks. */
export const roadmapRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, roadmap, findingReader } = context;
  const detail = (id: string, viewer: Viewer) =>
    roadmap.getTask(id, ids => findingReader.byIds(ids, viewer));

  router.get('/roadmap', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const { owner, cluster } = req.query as Record<string, string | undefined>;
    res.json(
      await roadmap.getRoadmap({
        owner: owner?.toLocaleLowerCase('en-US'),
        cluster,
        visible: visibility(viewer),
      }),
    );
  });

  router.get('/tasks/:id', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    await visibleTask(context, req.params.id, viewer);
    res.json(await detail(req.params.id, viewer));
  });

  router.patch('/tasks/:id', async (req, res) => {
    const { id } = req.params;
    const task = await audited(
      auditor,
      {
        eventId: 'task-update',
        severityLevel: 'medium',
        request: req,
        meta: { taskId: id, fields: Object.keys(req.body ?? {}) },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        const viewer = await access.resultsViewer(credentials);
        const refs = await visibleTask(context, id, viewer);
        await requireUpdate(context, refs, credentials);
        await roadmap.update(id, req.body, { userRef: viewer.userEntityRef });
        return detail(id, viewer);
      },
    );
    res.json(task);
  });
};
