import fc from 'fast-check';
import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { isPodOf } from './podNames';

const of = (kind: string, name: string) => ({ kind, name } as Workload);
const word = fc.stringMatching(/^[a-z0-9]{5}$/);

describe('isPodOf', () => {
  it.each([
    ['Deployment', 'checkout', 'checkout-6d5f7c9b8-x2x9k', true],
    ['Deployment', 'checkout', 'checkout-worker-6d5f7c9b8-x2x9k', false],
    ['Deployment', 'checkout-worker', 'checkout-worker-6d5f7c9b8-x2x9k', true],
    ['StatefulSet', 'db', 'db-0', true],
    ['StatefulSet', 'db', 'db-replica-0', false],
    ['DaemonSet', 'agent', 'agent-abcde', true],
    ['CronJob', 'report', 'report-29384756-abcde', true],
    ['Pod', 'debug', 'debug', true],
    ['Pod', 'debug', 'debug-2', false],
    ['Cluster', 'pg', 'pg-1', true],
  ])('%s %s and pod %s: %s', (kind, name, pod, expected) => {
    expect(isPodOf(of(kind, name), pod)).toBe(expected);
  });

  it('gives a pod to one of two Deployments, whatever their names', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, hash, random) => {
        const [short, long] = [
          of('Deployment', a),
          of('Deployment', `${a}-${b}x`),
        ];
        const pod = `${long.name}-${hash}-${random}`;
        expect(isPodOf(long, pod)).toBe(true);
        expect(isPodOf(short, pod)).toBe(false);
      }),
    );
  });
});
