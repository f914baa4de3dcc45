import { ConflictError, NotFoundError } from '@backstage/errors';
import { readinessScanStartPermission } from '@readiness/backstage-plugin-readiness-common';
import type { DbClusterRow, DbEntityRow } from '../../database/tables';
import { entityOf } from '../../scanning/DatabaseEntityStore';
import { entityNamespaces } from '../../scanning/entityNamespaces';
import { audited } from '../audited';
import {
  callerOf,
  entityRefOf,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';
import { scanView } from '../views/ClusterReader';
import type { MatchingQuery } from '../views/matchingPage';

function missing(name: string): NotFoundError {
  return new NotFoundError(`There is no cluster "${name}"`);
}

async function scannable(
  { clusters }: RouteContext,
  name: string,
): Promise<DbClusterRow> {
  const cluster = await clusters.get(name);
  if (!cluster) throw missing(name);
  if (!cluster.scannable) {
    throw new ConflictError(
      `Cluster "${name}" cannot be scanned: ${cluster.reason}`,
    );
  }
  return cluster;
}

/** Clusters, their matching report and their scans. */
export const clusterRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, clusterReader, runs, knex } = context;

  router.get('/clusters', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    await access.requireClusters(credentials);
    res.json({ items: await clusterReader.list() });
  });

  router.get('/clusters/:name', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    await access.requireClusters(credentials);
    const cluster = await clusterReader.get(req.params.name);
    if (!cluster) throw missing(req.params.name);
    res.json(cluster);
  });

  router.get('/clusters/:name/matching', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const viewer = await access.requireClusters(credentials);
    // The types of the query were checked against the document.
    const { limit, ...query } = req.query as MatchingQuery;
    const report = await clusterReader.matching(req.params.name, viewer, {
      ...query,
      ...(limit !== undefined && { limit: Number(limit) }),
    });
    if (!report) throw missing(req.params.name);
    res.json(report);
  });

  router.post('/clusters/:name/scans', async (req, res) => {
    const { name } = req.params;
    const entityRef =
      req.body?.entityRef === undefined
        ? undefined
        : entityRefOf('entityRef', req.body.entityRef);
    const id = await audited(
      auditor,
      {
        eventId: 'scan-start',
        severityLevel: 'medium',
        request: req,
        meta: { cluster: name, ...(entityRef && { entityRef }) },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        await access.require(readinessScanStartPermission, credentials);
        const viewer = entityRef
          ? await access.requireEntity(entityRef, credentials)
          : await access.viewer(credentials);
        const cluster = await scannable(context, name);
        if (entityRef) {
          const row = await knex<DbEntityRow>('entities')
            .where({ ref: entityRef })
            .first();
          await entityNamespaces(
            knex,
            entityRef,
            cluster.uid,
            row ? [entityOf(row)] : [],
          );
        }
        return context.scheduler.request({
          cluster: name,
          entityRef,
          requestedBy: viewer.userEntityRef,
        });
      },
    );
    res.status(202).json({ id });
  });

  router.get('/scans/:id', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const run = await runs.get(req.params.id);
    if (run?.entityRef) {
      await access.requireEntity(run.entityRef, credentials);
    } else {
      await access.requireClusters(credentials);
    }
    if (!run) throw new NotFoundError(`There is no scan "${req.params.id}"`);
    res.json(scanView(run));
  });
};
