import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  readinessWaiverApprovePermission,
  readinessWaiverRequestPermission,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import type { Request } from 'express';
import type { WaiverActor } from '../../waivers/WaiverService';
import { audited } from '../audited';
import {
  actorOf,
  callerOf,
  visibleFinding,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';
import type { WaiverCaller, WaiverFilter } from '../views/WaiverReader';

/** Who looks at waivers, or acts on one. */
export async function waiverCaller(
  { access }: RouteContext,
  credentials: BackstageCredentials,
): Promise<WaiverCaller> {
  const viewer = await access.resultsViewer(credentials);
  const person = await access.person(credentials);
  return {
    viewer,
    actor: {
      ref: person?.ref ?? actorOf(credentials),
      ...(person && { person }),
    },
  };
}

/** 404 for a waiver that the caller may not see. */
async function visibleWaiver(
  { waiverReader }: RouteContext,
  id: string,
  caller: WaiverCaller,
): Promise<Waiver> {
  const waiver = await waiverReader.get(id, caller);
  if (!waiver) throw new NotFoundError(`There is no waiver "${id}"`);
  return waiver;
}

/** Accepting risks for a while: asking, deciding, ending. */
export const waiverRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, waivers, waiverReader, waiverGroups } =
    context;

  const changed = (
    req: Request,
    eventId: string,
    work: (
      caller: WaiverCaller,
      credentials: BackstageCredentials,
    ) => Promise<string>,
  ) =>
    audited(
      auditor,
      {
        eventId,
        severityLevel: 'medium',
        request: req,
        meta: req.params.id
          ? { waiverId: req.params.id }
          : { findingId: String(req.body.findingId) },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        const caller = await waiverCaller(context, credentials);
        const id = await work(caller, credentials);
        return visibleWaiver(context, id, caller);
      },
    );

  router.get('/waivers', async (req, res) => {
    const caller = await waiverCaller(context, await callerOf(httpAuth, req));
    // The types of the query were checked against the document.
    const query = req.query as unknown as WaiverFilter;
    const page = await waiverReader.list(
      {
        ...query,
        ...(query.limit !== undefined && { limit: Number(query.limit) }),
      },
      caller,
    );
    res.json({ ...page, approvers: [...waiverGroups.approvers] });
  });

  router.post('/waivers', async (req, res) => {
    const waiver = await changed(
      req,
      'waiver-request',
      async ({ viewer, actor }, credentials) => {
        await visibleFinding(context, req.body.findingId, viewer);
        await access.require(readinessWaiverRequestPermission, credentials);
        return waivers.request(req.body, actor);
      },
    );
    res.status(201).json(waiver);
  });

  router.post('/waivers/:id/renew', async (req, res) => {
    const { id } = req.params;
    const waiver = await changed(
      req,
      'waiver-renew',
      async (caller, credentials) => {
        await visibleWaiver(context, id, caller);
        await access.require(readinessWaiverRequestPermission, credentials);
        return waivers.renew(id, req.body, caller.actor);
      },
    );
    res.status(201).json(waiver);
  });

  const decisions = {
    approve: (id: string, body: object, actor: WaiverActor) =>
      waivers.approve(id, body, actor),
    reject: (id: string, body: { note: string }, actor: WaiverActor) =>
      waivers.reject(id, body, actor),
  };
  for (const [name, decide] of Object.entries(decisions)) {
    router.post(`/waivers/:id/${name}`, async (req, res) => {
      const { id } = req.params;
      const waiver = await changed(
        req,
        `waiver-${name}`,
        async (caller, credentials) => {
          await visibleWaiver(context, id, caller);
          await access.require(readinessWaiverApprovePermission, credentials);
          await decide(id, req.body, caller.actor);
          return id;
        },
      );
      res.json(waiver);
    });
  }

  router.post('/waivers/:id/revoke', async (req, res) => {
    const { id } = req.params;
    const waiver = await changed(
      req,
      'waiver-revoke',
      async (caller, credentials) => {
        const { requestedBy } = await visibleWaiver(context, id, caller);
        await access.require(
          requestedBy === caller.actor.ref
            ? readinessWaiverRequestPermission
            : readinessWaiverApprovePermission,
          credentials,
        );
        await waivers.revoke(id, req.body, caller.actor);
        return id;
      },
    );
    res.json(waiver);
  });
};
