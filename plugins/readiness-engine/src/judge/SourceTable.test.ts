import { defineCheck, found, na, pass, undecidable } from '../check';
import type { Occurrence } from '../finding';
import { evidence, list, liveRules, optionalList, workloads } from '../reads';
import { judgeOne } from '../testing';
import { aCheck } from '../testing/aCheck';
import {
  namespaceWith,
  occurrence,
  onWorkloads,
  states,
} from '../testing/judging';
import { deployment, raw } from '../testing/rawObjects';

describe('SourceTable, whose sources', () => {
  it('make a verdict unknown where a required one is not readable', async () => {
    const check = aCheck({ reads: [...workloads(), list('nodes')] });
    const [verdict] = await judgeOne(check, [deployment('cart')], {
      forbidden: ['nodes'],
    });
    expect(verdict).toMatchObject({
      state: 'unknown',
      unknownReason: 'forbidden',
      reasons: [{ code: 'forbidden', field: 'nodes' }],
    });
  });

  it.each([
    ['error', 'unknown: error'],
    ['truncated', 'unknown: truncated'],
    ['stale', 'unknown: stale'],
    ['unscoped', 'unknown: unscoped'],
    ['absent', 'pass'],
    ['empty', 'pass'],
    ['inert', 'pass'],
  ] as const)('in state %s give %s', async (state, expected) => {
    const check = aCheck({ reads: [...workloads(), list('nodes')] });
    expect(
      await states(check, [deployment('cart')], {
        sources: { nodes: { state } },
      }),
    ).toEqual({ cart: expected });
  });

  it('of other kinds of workload do not matter', async () => {
    expect(
      await states(
        onWorkloads,
        [deployment('cart'), raw('apps/v1', 'DaemonSet', 'agent')],
        { sources: { daemonSets: { state: 'forbidden' } } },
      ),
    ).toEqual({ cart: 'pass', agent: 'unknown: forbidden' });
  });

  it('that are optional leave the decision to the judge', async () => {
    const check = defineCheck({
      ...aCheck(),
      reads: [...workloads(), optionalList('nodes')],
      judge: (_subject, inventory, context) =>
        context.source('nodes').state === 'forbidden'
          ? na('no-nodes', `${inventory.nodes.length} nodes`)
          : pass(),
    });
    expect(
      await states(check, [deployment('cart')], { forbidden: ['nodes'] }),
    ).toEqual({ cart: 'na' });
  });

  it('seen in part decide for the namespaces that were seen', async () => {
    const objects = [
      deployment('cart'),
      deployment('ledger', { namespace: 'bank' }),
    ];
    const partial = {
      sources: {
        deployments: { state: 'partial', namespaces: ['shop'] },
      },
    } as const;
    expect(await states(onWorkloads, objects, partial)).toEqual({
      cart: 'pass',
      ledger: 'unknown: partial',
    });
  });

  it('seen in part never let a cluster pass, and let it fail', async () => {
    const check = (state?: Occurrence['state']) =>
      aCheck({
        reads: [list('persistentVolumeClaims')],
        scope: { types: ['cluster'] },
        judge: () => (state ? found([occurrence({ state })]) : pass()),
      });
    const partial = {
      sources: {
        persistentVolumeClaims: { state: 'partial', namespaces: ['shop'] },
      },
    } as const;
    expect(await states(check(), [], partial)).toEqual({
      test: 'unknown: partial',
    });
    expect(await states(check('warn'), [], partial)).toEqual({
      test: 'unknown: partial',
    });
    expect(await states(check('fail'), [], partial)).toEqual({
      test: 'fail',
    });
  });

  it('that reach other namespaces decide nothing when seen in part', async () => {
    const check = aCheck({
      reads: [list('veleroSchedules')],
      scope: { types: ['namespace'] },
    });
    expect(
      await states(check, [namespaceWith('shop')], {
        sources: {
          veleroSchedules: { state: 'partial', namespaces: ['shop'] },
        },
      }),
    ).toEqual({ shop: 'unknown: partial' });
  });

  it('that were never connected are named so', async () => {
    const check = aCheck({
      reads: [...workloads(), liveRules()],
      judge: () => undecidable('liveRules'),
    });
    const objects = [deployment('cart')];
    expect(await states(check, objects)).toEqual({
      cart: 'unknown: notConnected',
    });
    expect(await states(check, objects, { liveRules: [] })).toEqual({
      cart: 'unknown: undecidable',
    });
  });

  it('are named in the verdict', async () => {
    const [verdict] = await judgeOne(
      aCheck({ reads: [...workloads(), evidence('restore-drill')] }),
      [deployment('cart')],
    );
    expect(verdict.sources).toEqual([
      'deployments',
      'replicaSets',
      'pods',
      'services',
      'ingresses',
      'evidence',
    ]);
  });
});
