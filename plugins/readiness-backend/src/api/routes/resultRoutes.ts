import { NotFoundError } from '@backstage/errors';
import type { LeaderboardBy } from '@readiness/backstage-plugin-readiness-common';
import { audited } from '../audited';
import { callerOf, entityRefOf, type RegisterRoutes } from '../RouteContext';
import type { FindingFilter } from '../views/FindingReader';

/** Scorecards, findings, the leaderboard and the catalogue of checks. */
export const resultRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, findingReader } = context;

  router.get('/entities/:kind/:namespace/:name/scorecard', async (req, res) => {
    const { kind, namespace, name } = req.params;
    const ref = entityRefOf('kind', `${kind}:${namespace}/${name}`);
    await audited(
      auditor,
      {
        eventId: 'scorecard-fetch',
        severityLevel: 'low',
        request: req,
        meta: { entityRef: ref },
      },
      async () => access.requireEntity(ref, await callerOf(httpAuth, req)),
    );
    res.json(await context.scorecardReader.read(ref));
  });

  router.get('/findings', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    // The types of the query were checked against the document.
    const query = req.query as unknown as FindingFilter;
    res.json(
      await findingReader.list(
        {
          ...query,
          ...(query.limit !== undefined && { limit: Number(query.limit) }),
        },
        viewer,
      ),
    );
  });

  router.get('/findings/:id', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const finding = await findingReader.get(req.params.id, viewer);
    if (!finding) {
      throw new NotFoundError(`There is no finding "${req.params.id}"`);
    }
    res.json(finding);
  });

  router.get('/leaderboard', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const by = (req.query.by ?? 'owner') as LeaderboardBy;
    res.json({
      by,
      items: await context.leaderboardReader.read(by, viewer),
    });
  });

  router.get('/checks', async (req, res) => {
    await access.resultsViewer(await callerOf(httpAuth, req));
    res.json(await context.checkReader.list());
  });
};
