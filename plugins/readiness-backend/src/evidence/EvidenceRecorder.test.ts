import { TestDatabases } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import type { Knex } from 'knex';
import { connectDatabase } from '../database/migrations';
import type {
  DbClusterRow,
  DbEntityRow,
  DbSubjectRow,
} from '../database/tables';
import {
  DatabaseEvidenceStore,
  type ObservedRecord,
} from './DatabaseEvidenceStore';
import type { Recorder } from './evidencePeople';
import { EvidenceRecorder } from './EvidenceRecorder';
import { SubjectDirectory } from './SubjectDirectory';

jest.setTimeout(60_000);

const NOW = '2026-11-02T08:00:00.000Z';
const BOB: Recorder = { type: 'user', userEntityRef: 'user:default/bob' };
const CI: Recorder = { type: 'service', subject: 'external:ci' };
const FINGERPRINT = { clusterUid: 'u1', k8sMinor: '1.34' };

const entity = (ref: string, tier: number): DbEntityRow => ({
  ref,
  kind: 'component',
  title: null,
  owner: null,
  system: null,
  domain: null,
  parent: null,
  tier,
  tier_declared: true,
  lifecycle: null,
  type: null,
  annotations: '{}',
  first_scored_at: null,
  removed_at: null,
});

const subject = (key: string, part: Partial<DbSubjectRow>): DbSubjectRow => ({
  cluster_uid: 'u1',
  key,
  type: 'namespace',
  namespace: 'pay',
  entity_ref: null,
  owner: null,
  environment: 'prod',
  namespace_class: 'tenant',
  fix_root: '{}',
  exposed: false,
  unobserved: false,
  ruleset_version: '1',
  verdicts: '[]',
  first_seen_at: NOW,
  removed_at: null,
  ...part,
});

describe('EvidenceRecorder', () => {
  const databases = TestDatabases.create();

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let store: DatabaseEvidenceStore;
    let recorder: EvidenceRecorder;
    const resolved = jest.fn(
      async (artefact: { url: string; sha256?: string }) => ({
        sha256: 'f'.repeat(64),
        ...artefact,
      }),
    );

    beforeEach(async () => {
      resolved.mockClear();
      const client = await databases.init(databaseId);
      knex = await connectDatabase({ getClient: async () => client });
      await knex<DbClusterRow>('clusters').insert({
        name: 'prod-eu',
        uid: 'u1',
        title: 'prod-eu',
        access: 'kubeconfig',
        scannable: true,
        environment: 'prod',
        fingerprint: JSON.stringify(FINGERPRINT),
      });
      await knex<DbEntityRow>('entities').insert([
        entity('component:default/pay', 1),
        entity('component:default/shop', 3),
      ]);
      await knex<DbSubjectRow>('subjects').insert([
        subject('ns:u1/pay', {}),
        subject('workload:u1/pay/apps/Deployment/pay', {
          type: 'workload',
          entity_ref: 'component:default/pay',
        }),
        subject('ns:u1/shop', {
          namespace: 'shop',
          entity_ref: 'component:default/shop',
        }),
        subject('ns:u1/gone', { namespace: 'gone', removed_at: NOW }),
      ]);
      store = DatabaseEvidenceStore.create({ knex });
      recorder = EvidenceRecorder.create({
        checks: new Map(builtInChecks.map(check => [check.id, check])),
        thresholds: {},
        subjects: SubjectDirectory.create({ knex }),
        fetcher: { resolve: resolved },
        store,
        entityExists: async ref => ref.startsWith('user:default/'),
        now: () => Date.parse(NOW),
      });
    });

    const drill = {
      check: 'rec-restore-pvc-proven',
      what: 'restore-drill',
      subjects: ['cluster:u1', 'ns:u1/pay'],
      performedAt: '2026-11-01T12:00:00+02:00',
      performedBy: 'user:default/alice',
      outcome: 'success',
      validation: { kind: 'rowCount', result: 'passed' },
      artefacts: [{ url: 'https://ci.example.com/1234' }],
    };
    const record = (part: Record<string, unknown> = {}, by: Recorder = BOB) =>
      recorder.record({ ...drill, ...part }, by);

    it('stores a drill with what the server knows of it', async () => {
      const stored = await record();
      expect(stored).toEqual({
        id: expect.any(String),
        ...drill,
        control: 'R1',
        performedAt: '2026-11-01T10:00:00.000Z',
        attestedBy: 'user:default/bob',
        artefacts: [
          { url: 'https://ci.example.com/1234', sha256: 'f'.repeat(64) },
        ],
        grade: 'E3',
        fingerprint: FINGERPRINT,
        expiresAt: '2027-01-30T10:00:00.000Z',
        recordedAt: NOW,
        recordedBy: 'user:default/bob',
      });
      expect(await store.list()).toEqual([stored]);
    });

    it.each([
      ['of tier 1', ['ns:u1/pay'], '2027-01-30T10:00:00.000Z'],
      ['of tier 3', ['ns:u1/shop'], '2027-11-01T10:00:00.000Z'],
      ['without a tier', ['cluster:u1'], '2027-04-30T10:00:00.000Z'],
      ['of several', ['ns:u1/shop', 'ns:u1/pay'], '2027-01-30T10:00:00.000Z'],
    ])('holds by tier: %s', async (_, subjects, expiresAt) => {
      expect(await record({ subjects })).toMatchObject({ expiresAt });
    });

    it('may end earlier, and never later', async () => {
      const expiresAt = '2026-12-01T00:00:00.000Z';
      expect(await record({ expiresAt })).toMatchObject({ expiresAt });
      await expect(
        record({ expiresAt: '2027-01-30T10:00:01Z' }),
      ).rejects.toThrow(/^expiresAt: .* 90 days/);
    });

    it('grades a machine artefact higher than what a person attests', async () => {
      const artefacts = [
        { url: 'https://ci.example.com/1', sha256: 'a'.repeat(64) },
      ];
      expect(await record({ artefacts })).toMatchObject({ grade: 'E3' });
      expect(await record({ artefacts }, CI)).toMatchObject({ grade: 'E2' });
    });

    it('stores a failed drill as well', async () => {
      expect(await record({ outcome: 'failed' })).toMatchObject({
        outcome: 'failed',
      });
    });

    it.each<[string, Record<string, unknown>]>([
      ['check', { check: 'rec-lunch' }],
      ['check', { check: 'cost-requests-set' }],
      ['what', { what: 'failover' }],
      ['subjects', { subjects: ['payments'] }],
      ['subjects', { subjects: ['ns:u1/nowhere'] }],
      ['subjects', { subjects: ['ns:u1/gone'] }],
      ['subjects', { subjects: ['cluster:u9'] }],
      ['subjects', { subjects: ['workload:u1/pay/apps/Deployment/pay'] }],
      ['performedAt', { performedAt: '2026-11-02T08:00:01Z' }],
      ['performedAt', { performedAt: '2026-11-01' }],
      ['performedBy', { performedBy: 'user:default/bob' }],
      ['performedBy', { performedBy: 'group:default/shop' }],
      ['performedBy', { performedBy: 'user:other/alice' }],
      ['attestedBy', { attestedBy: 'user:default/carol' }],
      ['expiresAt', { expiresAt: '2026-11-01T10:00:00Z' }],
      ['artefacts', { artefacts: [] }],
      ['grade', { grade: 'E1' }],
    ])('refuses a wrong %s and stores nothing: %j', async (field, part) => {
      const refused = record(part);
      await expect(refused).rejects.toThrow(InputError);
      await expect(refused).rejects.toThrow(new RegExp(`^${field}: `));
      expect(await store.list()).toEqual([]);
      expect(resolved).not.toHaveBeenCalled();
    });

    it('stores nothing when one artefact cannot be had', async () => {
      resolved.mockRejectedValueOnce(new InputError('artefacts: gone'));
      await expect(record()).rejects.toThrow('artefacts: gone');
      expect(await store.list()).toEqual([]);
    });

    describe('DatabaseEvidenceStore', () => {
      const seen: ObservedRecord = {
        naturalKey: 'velero u2/velero/drill',
        check: 'rec-restore-pvc-proven',
        control: 'R1',
        what: 'restore-drill',
        subjects: ['ns:u1/pay'],
        performedAt: '2026-10-01T10:00:00Z',
        outcome: 'success',
        artefacts: [],
        grade: 'E1',
        expiresAt: '2026-12-30T10:00:00.000Z',
        observed: { cluster: 'staging-eu', object: 'Restore velero/drill' },
        recordedAt: NOW,
      };
      const rows = () => knex('evidence').select();

      it('stores what scans see once, however often', async () => {
        await store.addObserved(knex, [seen, seen]);
        const before = await rows();
        await store.addObserved(knex, [
          { ...seen, recordedAt: '2026-11-03T08:00:00.000Z' },
        ]);
        expect(before).toHaveLength(1);
        expect(await rows()).toEqual(before);
      });

      it('rewrites what says something else', async () => {
        await store.addObserved(knex, [seen]);
        await store.addObserved(knex, [{ ...seen, outcome: 'failed' }]);
        const { naturalKey, ...record_ } = seen;
        expect(await store.list()).toEqual([
          {
            ...record_,
            id: expect.any(String),
            performedAt: '2026-10-01T10:00:00.000Z',
            outcome: 'failed',
          },
        ]);
      });

      it('goes with its transaction', async () => {
        const failed = knex.transaction(async tx => {
          await store.addObserved(tx, [seen]);
          expect(await store.list({}, tx)).toHaveLength(1);
          throw new Error('stop');
        });
        await expect(failed).rejects.toThrow('stop');
        expect(await rows()).toEqual([]);
      });

      it('lists by check and subject, newest first', async () => {
        const drilled = await record();
        await store.addObserved(knex, [seen]);
        const list = async (filter?: Parameters<typeof store.list>[0]) =>
          (await store.list(filter)).map(({ grade }) => grade);
        expect(await list()).toEqual(['E3', 'E1']);
        expect(await list({ subject: 'cluster:u1' })).toEqual([drilled.grade]);
        expect(await list({ check: 'rec-restore-pvc-proven' })).toHaveLength(2);
        expect(await list({ check: 'rec-pdb' })).toEqual([]);
      });
    });
  });
});
