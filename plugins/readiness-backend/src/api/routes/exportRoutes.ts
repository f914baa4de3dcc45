import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { NotFoundError } from '@backstage/errors';
import type { LeaderboardBy } from '@readiness/backstage-plugin-readiness-common';
import { fieldError } from '../../errors/fieldError';
import type { Viewer } from '../../permissions/Viewer';
import { audited } from '../audited';
import { leaderboardCsv } from '../exports/leaderboardCsv';
import { csvChunks, jsonChunks, sarifChunks } from '../exports/findingStreams';
import { reviewDocument } from '../exports/reviewDocument';
import type { ReviewScope } from '../exports/ReviewReader';
import { callerOf, type RegisterRoutes } from '../RouteContext';
import type { FindingFilter } from '../views/FindingReader';
import { evidenceViews, visibleEvidence } from './evidenceRoutes';
import { visibility } from './roadmapRoutes';
import { waiverCaller } from './waiverRoutes';

const MAX_WAIVERS = 500;

/** The register as files, and the review as one document to print. */
export const exportRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, findingReader, checkReader } = context;
  const generatedAt = () => new Date(context.now()).toISOString();

  /** Who may see results; a file that leaves the portal is an event. */
  const exporting = (req: Request, what: string): Promise<Viewer> =>
    audited(
      auditor,
      {
        eventId: 'export',
        severityLevel: 'medium',
        request: req,
        meta: { what },
      },
      async () => access.resultsViewer(await callerOf(httpAuth, req)),
    );

  const send = async (
    res: Response,
    file: { type: string; name: string },
    chunks: AsyncIterable<string> | Iterable<string>,
  ) => {
    res.type(file.type);
    res.attachment(file.name);
    res.setHeader('Cache-Control', 'no-store');
    // `attachment` guesses the type by the name and does not know all of them.
    res.setHeader('Content-Type', `${file.type}; charset=utf-8`);
    await pipeline(Readable.from(chunks), res);
  };

  const findings = (req: Request, viewer: Viewer) =>
    // The types of the query were checked against the document.
    findingReader.pages(req.query as unknown as FindingFilter, viewer);

  router.get('/export/findings.csv', async (req, res) => {
    const viewer = await exporting(req, 'findings.csv');
    await send(
      res,
      { type: 'text/csv', name: 'findings.csv' },
      csvChunks(findings(req, viewer)),
    );
  });

  router.get('/export/findings.json', async (req, res) => {
    const viewer = await exporting(req, 'findings.json');
    const { rulesetVersion } = await checkReader.list();
    await send(
      res,
      { type: 'application/json', name: 'findings.json' },
      jsonChunks(findings(req, viewer), {
        generatedAt: generatedAt(),
        rulesetVersion,
      }),
    );
  });

  router.get('/export/findings.sarif', async (req, res) => {
    const viewer = await exporting(req, 'findings.sarif');
    const { rulesetVersion, items: checks } = await checkReader.list();
    await send(
      res,
      { type: 'application/sarif+json', name: 'findings.sarif' },
      sarifChunks(findings(req, viewer), { rulesetVersion, checks }),
    );
  });

  router.get('/export/leaderboard.csv', async (req, res) => {
    const viewer = await exporting(req, 'leaderboard.csv');
    const by = (req.query.by ?? 'owner') as LeaderboardBy;
    const items = await context.leaderboardReader.read(by, viewer);
    await send(res, { type: 'text/csv', name: `leaderboard-${by}.csv` }, [
      leaderboardCsv(items),
    ]);
  });

  router.get('/export/review.html', async (req, res) => {
    const scope = req.query as ReviewScope;
    const [, second] = Object.keys(scope);
    if (second)
      throw fieldError(second, 'a review is about one thing at a time');
    const viewer = await exporting(req, 'review.html');
    const credentials = await callerOf(httpAuth, req);
    if (scope.entityRef)
      await access.requireEntity(scope.entityRef, credentials);
    if (scope.cluster) await access.requireClusters(credentials);
    const { evidence, subjects, roadmap, waiverReader, reviewReader } = context;
    const records = await visibleEvidence(
      viewer,
      context,
      await evidence.list(),
    );
    const { items: waivers } = await waiverReader.list(
      { limit: MAX_WAIVERS, open: true },
      await waiverCaller(context, credentials),
    );
    const review = await reviewReader.read(scope, {
      viewer,
      waivers,
      roadmap: await roadmap.getRoadmap({
        owner: scope.owner,
        cluster: scope.cluster,
        visible: visibility(viewer),
      }),
      evidence: await evidenceViews(context, records),
      evidenceRefs: await subjects.entityRefs([
        ...new Set(records.flatMap(record => record.subjects)),
      ]),
    });
    if (!review) {
      throw new NotFoundError('There is nothing to review by that name');
    }
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'",
    );
    res.type('html').send(reviewDocument(review));
  });
};
