import fc from 'fast-check';
import {
  collectObjects,
  parseQuantity,
  quantityToNumber,
  workloads,
  type AnyCheck,
} from '@readiness/backstage-plugin-readiness-engine';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { requestsSet } from './resources';
import { podRequest, workloadRequest } from './podRequests';

const check: AnyCheck = { ...requestsSet, reads: workloads() };

async function workloadOf(object: unknown) {
  const { inventory } = await collectObjects([check], [object]);
  return inventory.workloads[0];
}

async function cpuOf(spec: Readonly<Record<string, unknown>>) {
  const { template } = await workloadOf(deployment(spec));
  return quantityToNumber(podRequest(template!, 'cpu'));
}

const asking = (name: string, cpu: string, more: object = {}) =>
  container({ name, resources: { requests: { cpu } }, ...more });

describe('podRequest', () => {
  it('adds up what runs together', async () => {
    expect(
      await cpuOf({
        initContainers: [asking('mesh', '100m', { restartPolicy: 'Always' })],
        containers: [asking('app', '200m'), asking('helper', '50m')],
      }),
    ).toBe(0.35);
  });

  it('takes an init container that asks for more, with the sidecars before it', async () => {
    expect(
      await cpuOf({
        initContainers: [
          asking('mesh', '100m', { restartPolicy: 'Always' }),
          asking('migrate', '2'),
          asking('late', '500m', { restartPolicy: 'Always' }),
        ],
        containers: [asking('app', '200m')],
      }),
    ).toBe(2.1);
  });

  it('takes the limit for a request that is left out', async () => {
    const resources = { limits: { cpu: '1' } };
    expect(await cpuOf({ containers: [container({ resources })] })).toBe(1);
  });

  it('prefers the amount of the pod and adds the overhead', async () => {
    expect(
      await cpuOf({
        resources: { requests: { cpu: '3' } },
        overhead: { cpu: '250m' },
        containers: [asking('app', '1')],
      }),
    ).toBe(3.25);
  });

  it('is never less than any of its main containers', async () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 5000 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(amounts, amounts, async (main, init) => {
        const cpu = await cpuOf({
          initContainers: init.map((m, i) => asking(`i${i}`, `${m}m`)),
          containers: main.map((m, i) => asking(`c${i}`, `${m}m`)),
        });
        const sum = main.reduce((all, m) => all + m, 0) / 1000;
        expect(cpu).toBeCloseTo(Math.max(sum, Math.max(...init) / 1000), 9);
      }),
      { seed: 11, numRuns: 20 },
    );
  });
});

describe('workloadRequest', () => {
  it('counts every replica', async () => {
    const workload = await workloadOf(
      deployment(podSpec({ containers: [asking('app', '300m')] })),
    );
    expect(workloadRequest(workload, 'cpu')).toEqual(parseQuantity('600m'));
  });

  it('counts one run of a CronJob and none of a suspended one', async () => {
    const cronJob = (suspend: boolean) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'report', namespace: 'shop' },
      spec: {
        suspend,
        jobTemplate: {
          spec: {
            template: {
              spec: podSpec({ containers: [asking('app', '300m')] }),
            },
          },
        },
      },
    });
    const of = async (suspend: boolean) =>
      workloadRequest(await workloadOf(cronJob(suspend)), 'cpu');
    expect(await of(false)).toEqual(parseQuantity('300m'));
    expect(await of(true)).toEqual(parseQuantity('0'));
  });
});
