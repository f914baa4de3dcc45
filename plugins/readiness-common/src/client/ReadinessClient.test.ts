import { ResponseError } from '@backstage/errors';
import { openapiDocument } from '../schema/openapiDocument.generated';
import { ReadinessClient } from './ReadinessClient';

interface Sent {
  url: string;
  init: RequestInit;
}

function clientWith(status = 200, body: unknown = { ok: true }) {
  const sent: Sent[] = [];
  const client = ReadinessClient.create({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (input, init = {}) => {
        sent.push({ url: String(input), init });
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, sent };
}

type Call = (client: ReadinessClient) => Promise<unknown>;

const EVIDENCE = {
  check: 'rec-restore-pvc-proven',
  what: 'restore-drill' as const,
  subjects: ['ns:u/shop'],
  performedAt: '2026-10-01T00:00:00Z',
  performedBy: 'user:default/ana',
  outcome: 'success' as const,
  artefacts: [],
};

const WAIVER = {
  findingId: 'f',
  reason: 'The vendor fixes it in May',
  compensatingControl: 'It runs apart from the rest',
  expires: '2027-01-31',
};

/** Every operation of the document, as the client sends it. */
const CALLS: [operation: string, request: string, call: Call][] = [
  ['getClusters', 'GET /clusters', c => c.getClusters()],
  ['getCluster', 'GET /clusters/a%2Fb', c => c.getCluster('a/b')],
  ['getMatching', 'GET /clusters/a/matching', c => c.getMatching('a')],
  [
    'getMatching',
    'GET /clusters/a/matching?section=unowned&limit=5',
    c => c.getMatching('a', { section: 'unowned', limit: 5 }),
  ],
  ['startScan', 'POST /clusters/a/scans', c => c.startScan('a')],
  ['getScan', 'GET /scans/..%2Fx', c => c.getScan('../x')],
  [
    'getScorecard',
    'GET /entities/component/default/a%20b/scorecard',
    c => c.getScorecard('component:default/a b'),
  ],
  [
    'getFindings',
    'GET /findings?owner=group%3Adefault%2Fa&limit=5',
    c => c.getFindings({ owner: 'group:default/a', limit: 5, q: undefined }),
  ],
  ['getFinding', 'GET /findings/f', c => c.getFinding('f')],
  [
    'disputeFinding',
    'POST /findings/f/dispute',
    c => c.disputeFinding('f', { reason: 'The probe is in the sidecar' }),
  ],
  [
    'decideDispute',
    'POST /findings/f/dispute/decision',
    c => c.decideDispute('f', { outcome: 'rejected', note: 'It is not' }),
  ],
  [
    'getWaivers',
    'GET /waivers?state=requested',
    c => c.getWaivers({ state: 'requested' }),
  ],
  ['requestWaiver', 'POST /waivers', c => c.requestWaiver(WAIVER)],
  [
    'approveWaiver',
    'POST /waivers/w/approve',
    c => c.approveWaiver('w', { version: 1 }),
  ],
  [
    'rejectWaiver',
    'POST /waivers/w/reject',
    c => c.rejectWaiver('w', { note: 'Fix it' }),
  ],
  [
    'revokeWaiver',
    'POST /waivers/w/revoke',
    c => c.revokeWaiver('w', { note: 'It is fixed' }),
  ],
  ['renewWaiver', 'POST /waivers/w/renew', c => c.renewWaiver('w', WAIVER)],
  [
    'exportFindingsCsv',
    'GET /export/findings.csv?state=fail',
    c => c.exportFindings('csv', { state: 'fail' }),
  ],
  [
    'exportFindingsJson',
    'GET /export/findings.json',
    c => c.exportFindings('json'),
  ],
  [
    'exportFindingsSarif',
    'GET /export/findings.sarif',
    c => c.exportFindings('sarif'),
  ],
  [
    'exportLeaderboard',
    'GET /export/leaderboard.csv?by=entity',
    c => c.exportLeaderboard({ by: 'entity' }),
  ],
  [
    'exportReview',
    'GET /export/review.html?cluster=a',
    c => c.exportReview({ cluster: 'a' }),
  ],
  [
    'getLeaderboard',
    'GET /leaderboard?by=system',
    c => c.getLeaderboard({ by: 'system' }),
  ],
  ['getRoadmap', 'GET /roadmap', c => c.getRoadmap()],
  [
    'getForecast',
    'GET /roadmap/forecast?cluster=a',
    c => c.getForecast({ cluster: 'a' }),
  ],
  [
    'previewMove',
    'POST /roadmap/preview',
    c => c.previewMove({ taskId: 't', place: 'week 2' }),
  ],
  ['getTasks', 'GET /tasks?mine=true', c => c.getTasks({ mine: true })],
  [
    'updateTasks',
    'POST /tasks/bulk',
    c => c.updateTasks({ tasks: [{ id: 't' }], change: { assignee: null } }),
  ],
  [
    'commentTask',
    'POST /tasks/t/comments',
    c => c.commentTask('t', { text: 'Half done' }),
  ],
  ['getTask', 'GET /tasks/t', c => c.getTask('t')],
  [
    'updateTask',
    'PATCH /tasks/t',
    c => c.updateTask('t', { assignee: null, version: 3 }),
  ],
  ['getEvidence', 'GET /evidence?check=x', c => c.getEvidence({ check: 'x' })],
  ['recordEvidence', 'POST /evidence', c => c.recordEvidence(EVIDENCE)],
  ['getChecks', 'GET /checks', c => c.getChecks()],
  ['getHealth', 'GET /health', c => c.getHealth()],
  ['getOnboarding', 'GET /onboarding', c => c.getOnboarding()],
];

describe('ReadinessClient', () => {
  it.each(CALLS)('sends %s as %s', async (_, request, call) => {
    const { client, sent } = clientWith();
    const answer = await call(client);
    // What is exported is a file, whatever it holds.
    const value =
      answer instanceof Blob ? JSON.parse(await answer.text()) : answer;
    expect(value).toEqual({ ok: true });
    expect(sent).toHaveLength(1);
    const [{ url, init }] = sent;
    expect(`${init.method} ${url}`).toBe(
      request.replace(' ', ' http://portal/api/readiness'),
    );
  });

  it('has every operation of the document', () => {
    const paths: Record<
      string,
      Record<string, { operationId: string }>
    > = openapiDocument.paths;
    const operations = Object.values(paths)
      .flatMap(path => Object.values(path))
      .map(operation => operation.operationId);
    expect([...new Set(CALLS.map(([operation]) => operation))].sort()).toEqual(
      operations.sort(),
    );
  });

  it('sends bodies as JSON and the token as bearer', async () => {
    const { client, sent } = clientWith();
    await client.startScan(
      'prod-eu',
      { entityRef: 'component:default/a' },
      { token: 'secret' },
    );
    expect(sent[0].init.body).toBe('{"entityRef":"component:default/a"}');
    expect(sent[0].init.headers).toEqual({
      'Content-Type': 'application/json',
      Authorization: 'Bearer secret',
    });
  });

  it('sends no header that it does not need', async () => {
    const { client, sent } = clientWith();
    await client.getChecks();
    expect(sent[0].init.headers).toEqual({});
  });

  it('rejects with the error of the backend', async () => {
    const { client } = clientWith(409, {
      error: { name: 'ConflictError', message: 'version is 4' },
      response: { statusCode: 409 },
    });
    const error = await client
      .updateTask('t', { version: 3 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({
      statusCode: 409,
      body: { error: { message: 'version is 4' } },
    });
  });

  it('rejects what is no full entity reference', async () => {
    const { client, sent } = clientWith();
    await expect(client.getScorecard('checkout')).rejects.toThrow(
      'entityRef must be a full reference',
    );
    expect(sent).toEqual([]);
  });
});
