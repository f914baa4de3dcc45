import {
  readinessClusterManagePermission,
  readinessFindingDisputePermission,
} from '@readiness/backstage-plugin-readiness-common';
import { audited } from '../audited';
import {
  actorOf,
  callerOf,
  visibleFinding,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';

/** Only a scan closes a finding; one that runs has not seen the decision. */
async function scanAgain(
  { clusters, scheduler, knex }: RouteContext,
  findingId: string,
): Promise<void> {
  const { cluster } = await knex('findings')
    .where({ id: findingId })
    .first('cluster');
  const row = await clusters.get(cluster);
  if (row?.scannable) await scheduler.request({ cluster, afterRunning: true });
}

/** "This is wrong", and what the platform group says to it. */
export const disputeRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, disputes } = context;

  router.post('/findings/:id/dispute', async (req, res) => {
    const { id } = req.params;
    const finding = await audited(
      auditor,
      {
        eventId: 'finding-dispute',
        severityLevel: 'medium',
        request: req,
        meta: { findingId: id },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        const viewer = await access.resultsViewer(credentials);
        await visibleFinding(context, id, viewer);
        await access.require(readinessFindingDisputePermission, credentials);
        await disputes.dispute(id, {
          reason: req.body.reason,
          by: actorOf(credentials),
        });
        return visibleFinding(context, id, viewer);
      },
    );
    res.json(finding);
  });

  router.post('/findings/:id/dispute/decision', async (req, res) => {
    const { id } = req.params;
    const { outcome, note, expires } = req.body;
    const finding = await audited(
      auditor,
      {
        eventId: 'finding-dispute-decide',
        severityLevel: 'medium',
        request: req,
        meta: { findingId: id, outcome: String(outcome) },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        const viewer = await access.resultsViewer(credentials);
        await visibleFinding(context, id, viewer);
        await access.require(readinessClusterManagePermission, credentials);
        await disputes.decide(id, {
          outcome,
          note,
          expires,
          by: actorOf(credentials),
        });
        if (outcome === 'accepted') await scanAgain(context, id);
        return visibleFinding(context, id, viewer);
      },
    );
    res.json(finding);
  });
};
