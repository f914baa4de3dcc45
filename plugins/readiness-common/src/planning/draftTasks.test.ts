import { draftTasks } from './draftTasks';
import { risk } from '../scoring/risk';
import type { PlannedFinding } from './types';

const NOW = Date.parse('2026-10-05T00:00:00Z');

function finding(
  id: string,
  overrides: Partial<PlannedFinding> & { root?: string } = {},
): PlannedFinding {
  const { root = 'shop/checkout', ...rest } = overrides;
  return {
    id,
    check: 'cost-requests-set',
    severity: 'high',
    tier: 2,
    environment: 'prod',
    exposed: false,
    privileged: false,
    fixKey: 'workload-resources',
    fixRoot: { key: root, title: `Deployment ${root}`, type: 'controller' },
    effort: 'S',
    owner: 'group:default/shop',
    cluster: 'prod-eu',
    subject: 'workload:u1/shop/apps/Deployment/checkout',
    firstSeen: NOW,
    regressions: 0,
    ...rest,
  };
}

const place = (namespace: string, name = 'x') =>
  `workload:u1/${namespace}/apps/Deployment/${name}`;

describe('draftTasks', () => {
  it('makes one task of all findings of one fix at one root', () => {
    const findings = [
      finding('b', { dueAt: 500, severity: 'medium' }),
      finding('a', { dueAt: 300, check: 'cost-limits-memory' }),
      finding('c', {
        root: 'shop/cart',
        subject: place('shop', 'cart'),
      }),
    ];
    const tasks = draftTasks(findings, 0);
    expect(tasks).toEqual([
      expect.objectContaining({ key: 'workload-resources|shop/cart' }),
      {
        key: 'workload-resources|shop/checkout',
        fixKey: 'workload-resources',
        fixRoot: findings[0].fixRoot,
        title: 'Set requests and memory limits in Deployment shop/checkout',
        owner: 'group:default/shop',
        findings: ['a', 'b'],
        clusters: ['prod-eu'],
        effortDays: 0.5,
        risk: risk(findings[0], 0) + risk(findings[1], 0),
        severity: 'high',
        dueAt: 300,
        dependsOn: [],
      },
    ]);
  });

  it('adds a tenth of a day for each further object of one source', () => {
    const [task] = draftTasks(
      ['a', 'b', 'c'].map(name =>
        finding(name, {
          root: 'argo/shop',
          subject: place('shop', name),
          effort: 'M',
        }),
      ),
      NOW,
    );
    expect(task.effortDays).toBe(2.2);
    expect(task.title).toContain('(3 objects)');
  });

  it('makes no task of what only sums up others', () => {
    expect(draftTasks([finding('a', { summarises: true })], NOW)).toEqual([]);
  });

  it('gives the task to who carries most of its risk', () => {
    const [task] = draftTasks(
      [
        finding('a', { owner: 'group:default/x', severity: 'low' }),
        finding('b', { owner: 'group:default/y', severity: 'critical' }),
      ],
      NOW,
    );
    expect(task.owner).toBe('group:default/y');
  });

  it('orders fixes of one namespace, not of another', () => {
    const tasks = draftTasks(
      [
        finding('a', {
          fixKey: 'harden-pod-template',
          subject: place('shop'),
        }),
        finding('b', {
          fixKey: 'ns-psa-enforce',
          root: 'ns/shop',
          subject: 'ns:u1/shop',
        }),
        finding('c', {
          fixKey: 'ns-psa-enforce',
          root: 'ns/bank',
          subject: 'ns:u1/bank',
        }),
      ],
      NOW,
    );
    expect(tasks.map(task => [task.key, task.dependsOn])).toEqual([
      ['harden-pod-template|shop/checkout', []],
      ['ns-psa-enforce|ns/bank', []],
      ['ns-psa-enforce|ns/shop', ['harden-pod-template|shop/checkout']],
    ]);
  });

  it('keeps an order over fixes that have no task, and names the nearest only', () => {
    const chain = ['backup-schedule', 'backup-run', 'restore-drill'].map(
      (fixKey, n) =>
        finding(`f${n}`, { fixKey, root: 'shop', subject: 'ns:u1/shop' }),
    );
    const dependencies = Object.fromEntries(
      draftTasks(chain, NOW).map(task => [task.fixKey, task.dependsOn]),
    );
    expect(dependencies).toEqual({
      'backup-schedule': [],
      // backup-volumes stands between the two and has nothing to do.
      'backup-run': ['backup-schedule|shop'],
      'restore-drill': ['backup-run|shop'],
    });
  });

  it('falls back to the cluster where a fix has no namespace', () => {
    const tasks = draftTasks(
      [
        finding('a', {
          fixKey: 'backup-run',
          root: 'c',
          subject: 'cluster:u1',
        }),
        finding('b', {
          fixKey: 'restore-drill',
          root: 'shop',
          subject: 'ns:u1/shop',
        }),
      ],
      NOW,
    );
    expect(tasks[1].dependsOn).toEqual(['backup-run|c']);
  });

  it('puts a missing read before what is judged by it, in that cluster', () => {
    const tasks = draftTasks(
      [
        finding('a', {
          fixKey: 'grant-reads',
          root: 'prod-eu',
          subject: 'cluster:u1',
          visibility: true,
          effort: 'L',
          hides: ['rec-pdb'],
        }),
        finding('b', { check: 'rec-pdb', fixKey: 'pdb', root: 'here' }),
        finding('c', {
          check: 'rec-pdb',
          fixKey: 'pdb',
          root: 'there',
          cluster: 'staging-eu',
          subject: 'workload:u2/shop/apps/Deployment/x',
        }),
        finding('d'),
      ],
      NOW,
    );
    expect(tasks.map(task => [task.key, task.dependsOn])).toEqual([
      ['grant-reads|prod-eu', []],
      ['pdb|here', ['grant-reads|prod-eu']],
      ['pdb|there', []],
      ['workload-resources|shop/checkout', []],
    ]);
    expect(tasks[0]).toMatchObject({ effortDays: 0.5, risk: 4 });
  });
});

describe('owners and what keeps coming back', () => {
  const unowned = [
    {
      cluster: 'prod-eu',
      key: 'ns:u1/lost',
      namespace: 'lost',
      findings: ['a', 'b'],
    },
  ];
  const options = { platformOwner: 'group:default/platform', unowned };

  it('asks the platform to find an owner for what is hidden in a namespace', () => {
    const hidden = ['a', 'b'].map(id =>
      finding(id, { root: `lost/${id}`, subject: place('lost', id) }),
    );
    const tasks = draftTasks([...hidden, finding('c')], NOW, options);
    expect(tasks.find(({ fixKey }) => fixKey === 'assign-owner')).toEqual({
      key: 'assign-owner|ns:u1/lost',
      fixKey: 'assign-owner',
      fixRoot: {
        key: 'ns:u1/lost',
        title: 'Namespace lost',
        type: 'namespace',
      },
      title: 'Assign an owner to Namespace lost',
      owner: 'group:default/platform',
      findings: [],
      clusters: ['prod-eu'],
      effortDays: 0.5,
      risk: (risk(hidden[0], NOW) + risk(hidden[1], NOW)) / 4,
      severity: 'high',
      dependsOn: [],
    });
  });

  it('asks although nothing is found there yet', () => {
    const [task] = draftTasks([], NOW, options);
    expect(task).toMatchObject({ risk: 0, severity: 'low' });
  });

  it('wants a guardrail for what keeps coming back, one step graver', () => {
    const once = finding('a', { severity: 'medium', regressions: 3 });
    const [task] = draftTasks([{ ...once, flapping: true }], NOW);
    expect(task.title).toMatch(/^Add a guardrail, it keeps coming back: Set/);
    expect(task.severity).toBe('high');
    expect(task.risk).toBe(2 * risk(once, NOW));
    const [critical] = draftTasks(
      [finding('a', { severity: 'critical', flapping: true })],
      NOW,
    );
    expect(critical.severity).toBe('critical');
  });
});
