import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  readinessEvidenceRecordPermission,
  type Evidence,
} from '@readiness/backstage-plugin-readiness-common';
import { apiEvidence, evidenceState } from '../../evidence/apiEvidence';
import type { StoredEvidence } from '../../evidence/DatabaseEvidenceStore';
import type { Recorder } from '../../evidence/evidencePeople';
import {
  fingerprintChanged,
  storedFingerprints,
} from '../../evidence/fingerprint';
import { seesEntity, type Viewer } from '../../permissions/Viewer';
import { audited } from '../audited';
import {
  callerOf,
  type RegisterRoutes,
  type RouteContext,
} from '../RouteContext';

/** Records as the API answers them, with the state of each. */
export async function evidenceViews(
  { knex, evidence, now }: RouteContext,
  records: readonly StoredEvidence[],
): Promise<Evidence[]> {
  const all = await evidence.list();
  const current = storedFingerprints(knex);
  return Promise.all(
    records.map(async record => {
      const uid = record.fingerprint?.clusterUid;
      const changed =
        typeof uid === 'string' &&
        fingerprintChanged(record.fingerprint, await current(uid));
      return apiEvidence(
        record,
        evidenceState(record, { now: now(), all, fingerprintChanged: changed }),
      );
    }),
  );
}

/** Evidence about what the viewer may see: an entity of theirs, or clusters. */
export async function visibleEvidence(
  viewer: Viewer,
  { subjects }: RouteContext,
  records: readonly StoredEvidence[],
): Promise<StoredEvidence[]> {
  if (viewer.clusterRead && !viewer.owners) return [...records];
  const keys = [...new Set(records.flatMap(record => record.subjects))];
  const refs = await subjects.entityRefs(keys);
  return records.filter(record =>
    record.subjects.some(key => {
      const ref = refs.get(key);
      return ref !== undefined && seesEntity(viewer, ref);
    }),
  );
}

function recorderOf(credentials: BackstageCredentials): Recorder {
  const principal = credentials.principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
  };
  return principal.type === 'user' && principal.userEntityRef
    ? { type: 'user', userEntityRef: principal.userEntityRef }
    : { type: 'service', subject: principal.subject ?? 'service' };
}

/** Dated proof. */
export const evidenceRoutes: RegisterRoutes = (router, context) => {
  const { httpAuth, auditor, access, evidence, recorder } = context;

  router.get('/evidence', async (req, res) => {
    const viewer = await access.resultsViewer(await callerOf(httpAuth, req));
    const { check, subject } = req.query as Record<string, string | undefined>;
    const found = (await evidence.list({ check })).filter(
      record => subject === undefined || record.subjects.includes(subject),
    );
    res.json({
      items: await evidenceViews(
        context,
        await visibleEvidence(viewer, context, found),
      ),
    });
  });

  router.post('/evidence', async (req, res) => {
    const record = await audited(
      auditor,
      {
        eventId: 'evidence-record',
        severityLevel: 'medium',
        request: req,
        meta: { check: String(req.body?.check), what: String(req.body?.what) },
      },
      async () => {
        const credentials = await callerOf(httpAuth, req);
        await access.require(readinessEvidenceRecordPermission, credentials);
        return recorder.record(req.body, recorderOf(credentials));
      },
    );
    // Only a scan turns proof into a verdict, and one that already runs has
    // not seen this record.
    const scans = await context.subjects.rejudges(record.subjects);
    for (const cluster of new Set(scans.map(scan => scan.cluster))) {
      await context.scheduler.request({ cluster, afterRunning: true });
    }
    const [view] = await evidenceViews(context, [record]);
    res.status(201).json(view);
  });
};
