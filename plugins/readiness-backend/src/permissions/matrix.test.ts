import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { openapiDocument } from '@readiness/backstage-plugin-readiness-common';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import request from 'supertest';
import { people, user } from '../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
} from '../__testUtils__/startReadiness';

jest.setTimeout(240_000);

const CHECKOUT = 'component:default/checkout';
const LATER = '2026-12-10';

/**
 * `nobody` has no permission, `stranger` owns nothing, `owner` owns the entity
 * that everything is asked about, `other` owns another one, `platform` is of the
 * platform group, `approver` decides about waivers.
 */
const ROLES = [
  'nobody',
  'stranger',
  'owner',
  'other',
  'platform',
  'approver',
  'service',
] as const;
type Role = (typeof ROLES)[number];

const MODES = ['private', 'owners', 'portal'] as const;
type Mode = (typeof MODES)[number];

const PEOPLE = people({
  'user:default/owner': ['group:default/checkout'],
  'user:default/other': ['group:default/fulfilment'],
  'user:default/platform': ['group:default/platform'],
  'user:default/approver': ['group:default/risk'],
});

const authorization = (role: Role) =>
  role === 'service' ? mockCredentials.service.header() : user(role);

/** All permissions but for `nobody`. */
const decide = async (
  requests: readonly object[],
  options: { credentials: { principal: unknown } },
) => {
  const { userEntityRef } = options.credentials.principal as {
    userEntityRef?: string;
  };
  const result: AuthorizeResult.DENY | AuthorizeResult.ALLOW =
    userEntityRef === 'user:default/nobody'
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW;
  return requests.map(() => ({ result }));
};
const POLICY = mockServices.permissions.mock({
  authorize: decide,
  authorizeConditional: decide,
}).factory;

interface Ids {
  finding: string;
  task: string;
  scan: string;
  waiver: string;
}

/** What becomes of a request: `ok` past all permissions, 403 or 404. */
type Outcome = 'ok' | 403 | 404;
type Row = Record<Role, Outcome>;

interface Entry {
  path(ids: Ids): string;
  /** Of a write: one that is refused afterwards, so that it changes nothing. */
  body?(ids: Ids): object;
  outcome: Record<Mode, Row>;
}

const row = (usual: Outcome, others: Partial<Row> = {}): Row => ({
  ...(Object.fromEntries(ROLES.map(role => [role, usual])) as Row),
  nobody: 403,
  service: 'ok',
  ...others,
});
const always = (others: Partial<Row> = {}) => ({
  private: row('ok', others),
  owners: row('ok', others),
  portal: row('ok', others),
});

/** Lists are cut to what somebody sees: who has the permission gets a list. */
const LIST = always();
/** Clusters and what is configured: by permission, while private by the platform. */
const CLUSTERS = {
  private: row(403, { platform: 'ok' }),
  owners: row('ok'),
  portal: row('ok'),
};
/** Results of the entity, where its being there is known. */
const ENTITY = {
  private: row(403, { platform: 'ok' }),
  owners: row(403, { owner: 'ok', platform: 'ok' }),
  portal: row('ok'),
};
/** A thing of the entity: not there for who may not see it. */
const THING = {
  private: row(404, { platform: 'ok' }),
  owners: row(404, { owner: 'ok', platform: 'ok' }),
  portal: row('ok'),
};

const NOTE = { note: 'Not now.' };
const decided = {
  private: row(404, { platform: 403, approver: 'ok', service: 403 }),
  owners: row(404, {
    owner: 403,
    platform: 403,
    approver: 'ok',
    service: 403,
  }),
  portal: row(403, { approver: 'ok', service: 403 }),
};

/** One entry an operation of the document. */
const MATRIX: Record<string, Entry> = {
  'get /clusters': { path: () => '/clusters', outcome: CLUSTERS },
  'get /clusters/{name}': {
    path: () => '/clusters/prod-eu',
    outcome: CLUSTERS,
  },
  'get /clusters/{name}/matching': {
    path: () => '/clusters/prod-eu/matching',
    outcome: CLUSTERS,
  },
  'post /clusters/{name}/scans': {
    // One that cannot be scanned: 409 for who may.
    path: () => '/clusters/apart/scans',
    body: () => ({}),
    outcome: always(),
  },
  'get /scans/{id}': {
    path: ({ scan }) => `/scans/${scan}`,
    outcome: CLUSTERS,
  },
  'get /entities/{kind}/{namespace}/{name}/scorecard': {
    path: () => '/entities/component/default/checkout/scorecard',
    outcome: ENTITY,
  },
  'get /findings': { path: () => '/findings', outcome: LIST },
  'get /findings/{id}': {
    path: ({ finding }) => `/findings/${finding}`,
    outcome: THING,
  },
  'post /findings/{id}/dispute': {
    // Disputed already: 409 for who may.
    path: ({ finding }) => `/findings/${finding}/dispute`,
    body: () => ({ reason: 'It is not so at all.' }),
    outcome: THING,
  },
  'post /findings/{id}/dispute/decision': {
    // Who disputed it does not decide: the platform itself asked.
    path: ({ finding }) => `/findings/${finding}/dispute/decision`,
    body: () => ({ outcome: 'rejected', note: 'x', expires: LATER }),
    outcome: THING,
  },
  'get /waivers': { path: () => '/waivers', outcome: LIST },
  'post /waivers': {
    // The finding is disputed: 409 for who may.
    path: () => '/waivers',
    body: ({ finding }) => ({
      findingId: finding,
      reason: 'The vendor is late.',
      compensatingControl: 'It runs apart.',
      expires: LATER,
    }),
    outcome: THING,
  },
  'post /waivers/{id}/approve': {
    // Rejected already: 409 for who may.
    path: ({ waiver }) => `/waivers/${waiver}/approve`,
    body: () => ({}),
    outcome: decided,
  },
  'post /waivers/{id}/reject': {
    path: ({ waiver }) => `/waivers/${waiver}/reject`,
    body: () => NOTE,
    outcome: decided,
  },
  'post /waivers/{id}/revoke': {
    // Who asked takes it back, and a service asked for nothing.
    path: ({ waiver }) => `/waivers/${waiver}/revoke`,
    body: () => NOTE,
    outcome: {
      ...decided,
      owners: { ...decided.owners, owner: 'ok' },
      portal: { ...decided.portal, owner: 'ok' },
    },
  },
  'post /waivers/{id}/renew': {
    path: ({ waiver }) => `/waivers/${waiver}/renew`,
    body: () => ({ reason: 'The vendor is late.', expires: LATER }),
    outcome: {
      private: row(404, { platform: 'ok', approver: 'ok' }),
      owners: row(404, { owner: 'ok', platform: 'ok', approver: 'ok' }),
      portal: row('ok'),
    },
  },
  'get /export/findings.csv': {
    path: () => '/export/findings.csv',
    outcome: LIST,
  },
  'get /export/findings.json': {
    path: () => '/export/findings.json',
    outcome: LIST,
  },
  'get /export/findings.sarif': {
    path: () => '/export/findings.sarif',
    outcome: LIST,
  },
  'get /export/leaderboard.csv': {
    path: () => '/export/leaderboard.csv?by=entity',
    outcome: LIST,
  },
  'get /export/review.html': {
    path: () => `/export/review.html?entityRef=${CHECKOUT}`,
    outcome: ENTITY,
  },
  'get /leaderboard': { path: () => '/leaderboard', outcome: LIST },
  'get /roadmap': { path: () => '/roadmap', outcome: LIST },
  'get /roadmap/forecast': {
    path: () => '/roadmap/forecast',
    outcome: LIST,
  },
  'post /roadmap/preview': {
    path: () => '/roadmap/preview',
    body: ({ task }) => ({ taskId: task, place: 'later' }),
    outcome: THING,
  },
  'get /tasks': { path: () => '/tasks', outcome: LIST },
  'post /tasks/bulk': {
    // Refused task by task, within one answer of 409.
    path: () => '/tasks/bulk',
    body: ({ task }) => ({
      tasks: [{ id: task, version: 999 }],
      change: { status: 'planned' },
    }),
    outcome: LIST,
  },
  'post /tasks/{id}/comments': {
    path: ({ task }) => `/tasks/${task}/comments`,
    body: () => ({ text: 'Looked at.' }),
    outcome: THING,
  },
  'get /tasks/{id}': { path: ({ task }) => `/tasks/${task}`, outcome: THING },
  'patch /tasks/{id}': {
    // A version that is none: 409 for who may.
    path: ({ task }) => `/tasks/${task}`,
    body: () => ({ status: 'planned', version: 999 }),
    outcome: THING,
  },
  'get /evidence': { path: () => '/evidence', outcome: LIST },
  'post /evidence': {
    // A check that is none: 400 for who may.
    path: () => '/evidence',
    body: () => ({
      check: 'none',
      what: 'restore-drill',
      subjects: ['cluster:none'],
      performedAt: '2026-11-20T10:00:00Z',
      performedBy: 'user:default/ana',
      outcome: 'success',
      artefacts: [],
    }),
    outcome: always(),
  },
  'get /checks': { path: () => '/checks', outcome: LIST },
  'get /health': { path: () => '/health', outcome: CLUSTERS },
  'get /onboarding': { path: () => '/onboarding', outcome: CLUSTERS },
};

const PATHS: Record<string, object> = openapiDocument.paths;
const OPERATIONS = Object.entries(PATHS).flatMap(([path, methods]) =>
  Object.keys(methods).map(method => `${method} ${path}`),
);

describe('every route and role', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const refused: string[] = [];
  let prod: SampleCluster;
  let knex: Knex;
  let ids: Ids;

  const start = (rollout: Mode) =>
    startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      listed: [
        { name: 'apart', scannable: false, reason: 'It needs a person.' },
      ],
      entities: demoEntities(),
      readiness: {
        rollout,
        levels: { holdDays: 0 },
        waivers: { approvers: ['group:default/risk'] },
      },
      features: [
        PEOPLE,
        POLICY,
        mockServices.auditor.mock({
          createEvent: async ({ eventId }) =>
            ({
              success: async () => {},
              fail: async () => {
                refused.push(eventId);
              },
            } as AuditorServiceEvent),
        }).factory,
      ],
    });

  it('stands in the matrix', () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...OPERATIONS].sort());
  });

  it.each(MODES)('is decided as the matrix says, %s', async mode => {
    if (!knex) {
      prod = sampleCluster('prod-eu');
      knex = await databases.init('SQLITE_3');
      const { scan, api } = await start('portal');
      await scan('prod-eu');
      const [finding] = await knex('findings')
        .where({ entity_ref: CHECKOUT, responsible: 'service', kind: 'check' })
        .whereNull('closed_at')
        .orderBy('id');
      const link = await knex('task_findings')
        .where({ finding_id: finding.id })
        .first();
      const [run] = await knex('scan_runs').select('id');
      const asked = await api.post(
        '/waivers',
        {
          findingId: finding.id,
          reason: 'The vendor is late.',
          compensatingControl: 'It runs apart.',
          expires: LATER,
        },
        user('owner'),
      );
      const rejected = await api.post(
        `/waivers/${asked.body.id}/reject`,
        NOTE,
        user('approver'),
      );
      if (rejected.status !== 200) throw new Error(rejected.text);
      await api.post(
        `/findings/${finding.id}/dispute`,
        { reason: 'It is not so at all.' },
        user('platform'),
      );
      ids = {
        finding: finding.id,
        task: link.task_id,
        scan: run.id,
        waiver: asked.body.id,
      };
    }
    const { server } = await start(mode);
    const found: Record<string, Record<string, Outcome | string>> = {};
    const unheard: string[] = [];
    for (const [operation, { path, body }] of Object.entries(MATRIX)) {
      const [method] = operation.split(' ') as ['get' | 'post' | 'patch'];
      found[operation] = {};
      for (const role of ROLES) {
        refused.length = 0;
        const call = request(server)
          [method](`/api/readiness${path(ids)}`)
          .set('Authorization', authorization(role));
        const { status } = await (body ? call.send(body(ids)) : call);
        const isRefusal = status === 403 || status === 404;
        if (isRefusal && refused.length !== 1) {
          unheard.push(`${operation} ${role}: ${refused.length}`);
        }
        found[operation][role] = isRefusal ? status : 'ok';
      }
    }
    expect(found).toEqual(
      Object.fromEntries(
        Object.entries(MATRIX).map(([operation, { outcome }]) => [
          operation,
          outcome[mode],
        ]),
      ),
    );
    // Every refusal is one event.
    expect(unheard).toEqual([]);
  });
});
