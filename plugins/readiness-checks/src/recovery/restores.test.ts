import fc from 'fast-check';
import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { claim, drill, restore, veleroServer } from './__fixtures__/backups';
import { restoreProven as check } from './restores';
import {
  restoresCases,
  subject,
  base,
  seenInDr,
  evidence,
} from './restores.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(restoresCases);

describe('rec-restore-pvc-proven', () => {
  it('lapses by the tier of the namespace', async () => {
    const labels = { 'backstage.io/kubernetes-id': 'ledger' };
    const objects = [
      ...base,
      deployment(podSpec(), {
        name: 'api',
        namespace: 'payments',
        metadata: { labels },
      }),
    ];
    const stateFor = async (tier: 1 | 2 | 3) =>
      (
        await verdictOf({
          check,
          objects,
          subject,
          options: {
            ...evidence(drill(100)),
            entities: [
              { ref: 'component:default/ledger', tier, annotations: labels },
            ],
          },
        })
      ).state;
    expect(await stateFor(1)).toBe('warn');
    expect(await stateFor(2)).toBe('pass');
    expect(await stateFor(3)).toBe('pass');
  });

  it('speaks for the cluster by any of its namespaces', async () => {
    const cluster = async (...records: readonly EvidenceRecord[]) => {
      const verdicts = await judgeOne(
        check,
        [...base, claim('other', { namespace: 'orders' })],
        evidence(...records),
      );
      return verdicts.find(({ subject: of }) => of.type === 'cluster')?.state;
    };
    expect(await cluster()).toBe('fail');
    expect(await cluster(drill(30))).toBe('pass');
    expect(
      await cluster(drill(30, { subjects: ['cluster:test-cluster-uid'] })),
    ).toBe('pass');
  });

  it('gives a drill with the names filled in', async () => {
    const { occurrences } = await verdictOf({ check, objects: base, subject });
    expect(occurrences[0].remediation).toMatchObject({
      type: 'manifest',
      target: { kind: 'Restore', name: 'drill-payments-2026-11' },
      content: [
        'apiVersion: velero.io/v1',
        'kind: Restore',
        'metadata:',
        '  name: drill-payments-2026-11',
        '  namespace: velero',
        'spec:',
        '  scheduleName: nightly',
        '  includedNamespaces:',
        '    - payments',
        '  namespaceMapping:',
        '    payments: drill-payments',
        '  restorePVs: true',
        '',
      ].join('\n'),
    });
  });

  it('never passes without a recorded and validated drill', async () => {
    const restores = fc.array(
      fc.record({
        age: fc.integer({ min: 0, max: 400 }),
        phase: fc.constantFrom('Completed', 'Failed', 'PartiallyFailed', 'New'),
        volumes: fc.option(fc.boolean(), { nil: undefined }),
        forbidden: fc.boolean(),
      }),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(restores, fc.boolean(), async (all, forbidden) => {
        const objects = all.map(({ age, phase, volumes }, index) =>
          restore(`r${index}`, age, {
            spec: { restorePVs: volumes },
            status: { phase },
          }),
        );
        const verdict = await verdictOf({
          check,
          objects: [...base, restore('first', 300), ...objects],
          options: {
            ...evidence(seenInDr(), drill(10, { validation: undefined })),
            ...(forbidden && { forbidden: ['velero.io/restores'] }),
          },
          subject,
        });
        expect(['warn', 'fail', 'unknown']).toContain(verdict.state);
      }),
      { seed: 29, numRuns: 25 },
    );
  });
});

onRecording('rec-restore-pvc-proven on the recording', () => {
  it('finds the recorded volumes never restored, and a drill to prove them', async () => {
    const objects = [
      ...veleroServer,
      recorded('core_v1_persistentvolumeclaims', 'data-ledger-db-0'),
      recorded('velero.io_v1_schedules', 'nightly'),
      recorded('velero.io_v1_backups', 'nightly-20261121020011'),
    ];
    const before = await verdictOf({ check, objects, subject });
    expect(before.occurrences[0].reasons[0].code).toBe('never-restored');
    const after = await verdictOf({
      check,
      objects,
      subject,
      options: evidence(drill(1)),
    });
    expect(after.state).toBe('pass');
  });
});
