import {
  ENFORCING_FIX_KEYS,
  FIX_KEY_EDGES,
  FIX_KEY_PREDECESSORS,
  assertAcyclic,
} from './fixKeyEdges';
import { FIX_KEYS, WEEK_FLOORS, taskTitle, weekFloor } from './fixKeys';

describe('FIX_KEY_EDGES', () => {
  it('has no cycle', () => {
    const order = assertAcyclic(FIX_KEY_EDGES);
    for (const { before, after } of FIX_KEY_EDGES) {
      expect(order.indexOf(before)).toBeLessThan(order.indexOf(after));
    }
  });

  it('names only fix keys that have a week', () => {
    for (const { before, after } of FIX_KEY_EDGES) {
      expect(WEEK_FLOORS).toHaveProperty(before);
      expect(WEEK_FLOORS).toHaveProperty(after);
    }
    for (const key of ENFORCING_FIX_KEYS) {
      expect(FIX_KEY_PREDECESSORS.has(key)).toBe(true);
    }
  });

  it('reaches over fix keys in between, as far as the widest step', () => {
    const before = FIX_KEY_PREDECESSORS.get('scale-drill');
    expect(before?.get('hpa')).toBe('cluster');
    expect(before?.get('workload-resources')).toBe('cluster');
    const run = FIX_KEY_PREDECESSORS.get('backup-run');
    expect(run?.get('backup-schedule')).toBe('namespace');
    expect(run?.get('backup-install')).toBe('cluster');
  });
});

describe('assertAcyclic', () => {
  it('names the fix keys of a cycle', () => {
    expect(() =>
      assertAcyclic([
        { before: 'a', after: 'b' },
        { before: 'b', after: 'c' },
        { before: 'c', after: 'b' },
      ]),
    ).toThrow('The order of fixes has a cycle among: b, c');
  });
});

describe('fix keys', () => {
  it('has a row for every fix key of the built checks', () => {
    for (const key of [
      'rule-loading',
      'runbooks',
      'service-alerts',
      'harden-pod-template',
      'ns-psa-enforce',
      'rbac-least-privilege',
      'secret-to-manager',
      'workload-resources',
      'node-autoscaler',
      'backup-schedule',
      'backup-run',
      'restore-drill',
      'pdb',
      'grant-reads',
      'connect-prometheus',
      'assign-owner',
    ]) {
      expect(FIX_KEYS).toHaveProperty(key);
    }
  });

  it('places keys from outside in the second week', () => {
    expect(weekFloor('my-own-fix')).toBe(2);
    expect(weekFloor('toString')).toBe(2);
  });

  it('titles tasks by action and fix root', () => {
    const root = { title: 'Argo CD application shop' };
    expect(taskTitle('pdb', root, 1)).toBe(
      'Set disruption budgets in Argo CD application shop',
    );
    expect(taskTitle('my-own-fix', root, 4)).toBe(
      'my own fix: Argo CD application shop (4 objects)',
    );
  });
});
