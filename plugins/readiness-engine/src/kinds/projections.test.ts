import { KINDS } from '.';

const named = (rest: object, metadata: object = {}) => ({
  metadata: { name: 'x', namespace: 'shop', ...metadata },
  ...rest,
});

describe('projection', () => {
  it('of nodes reads readiness, capacity and taints', () => {
    expect(
      KINDS.nodes.project(
        named({
          spec: {
            providerID: 'aws:///eu-1/i-1',
            taints: [{ key: 'spot', effect: 'NoSchedule' }],
          },
          status: {
            allocatable: { cpu: 4, memory: '16Gi' },
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        }),
      ),
    ).toMatchObject({
      providerId: 'aws:///eu-1/i-1',
      ready: true,
      allocatable: { cpu: '4', memory: '16Gi' },
      taints: [{ key: 'spot', effect: 'NoSchedule' }],
    });
  });

  it('of disruption budgets keeps percentages and since when it blocks', () => {
    expect(
      KINDS.podDisruptionBudgets.project(
        named({
          spec: { minAvailable: '50%', selector: {} },
          status: {
            disruptionsAllowed: '0',
            conditions: [
              {
                type: 'DisruptionAllowed',
                status: 'False',
                lastTransitionTime: '2026-11-20T00:00:00Z',
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      minAvailable: '50%',
      selector: {},
      disruptionsAllowed: 0,
      blockedSince: Date.parse('2026-11-20T00:00:00Z'),
    });
  });

  it('tells a selector that is not set from an empty one', () => {
    const project = (spec: object) =>
      KINDS.prometheuses.project(named({ spec }));
    expect(project({}).ruleSelector).toBeUndefined();
    expect(project({ ruleSelector: null }).ruleSelector).toBeUndefined();
    expect(project({ ruleSelector: {} }).ruleSelector).toEqual({});
  });

  it('of rules keeps alerts with the annotations that matter', () => {
    const { rules, accepted } = KINDS.prometheusRules.project(
      named({
        spec: {
          groups: [
            {
              name: 'g',
              rules: [
                { record: 'a:b', expr: '1' },
                {
                  alert: 'Down',
                  expr: 0,
                  labels: { severity: 'page' },
                  annotations: { runbook_url: 'u', internal: 'no' },
                },
              ],
            },
          ],
        },
        status: {
          bindings: [{ conditions: [{ type: 'Accepted', status: 'False' }] }],
        },
      }),
    );
    expect(rules).toEqual([
      {
        group: 'g',
        alert: 'Down',
        expr: '0',
        labels: { severity: 'page' },
        annotations: { runbook_url: 'u' },
      },
    ]);
    expect(accepted).toBe(false);
  });

  it('of backups adds up volume snapshots of both ways', () => {
    expect(
      KINDS.veleroBackups.project(
        named(
          {
            status: {
              volumeSnapshotsAttempted: 1,
              csiVolumeSnapshotsAttempted: 2,
              csiVolumeSnapshotsCompleted: '2',
              hookStatus: { hooksFailed: 1 },
            },
          },
          { labels: { 'velero.io/schedule-name': 'daily' } },
        ),
      ),
    ).toMatchObject({
      scheduleName: 'daily',
      volumeSnapshotsAttempted: 3,
      volumeSnapshotsCompleted: 2,
      hooksFailed: 1,
      errors: 0,
    });
  });

  it('of service level objectives finds queries and whether they alert', () => {
    expect(
      KINDS.slothSlos.project(
        named({
          spec: {
            service: 'cart',
            slos: [
              {
                sli: { events: { errorQuery: 'e', totalQuery: 't' } },
                alerting: {
                  pageAlert: { disable: true },
                  ticketAlert: { disable: true },
                },
              },
            ],
          },
        }),
      ),
    ).toMatchObject({ service: 'cart', queries: ['e', 't'], alerting: false });
    expect(
      KINDS.pyrraSlos.project(
        named({
          spec: {
            indicator: {
              ratio: { errors: { metric: 'e' }, total: { metric: 't' } },
            },
          },
        }),
      ),
    ).toMatchObject({ queries: ['e', 't'], alerting: true });
  });

  it('of bindings keeps subjects as they stand, in either scope', () => {
    const written = {
      roleRef: { kind: 'Role', name: 'reads', apiGroup: 'dropped' },
      subjects: [
        { kind: 'ServiceAccount', name: 'cart', namespace: 'shop' },
        { kind: 'User', name: 'alice', apiGroup: 'dropped' },
      ],
    };
    const kept = {
      roleRef: { kind: 'Role', name: 'reads' },
      subjects: [
        { kind: 'ServiceAccount', name: 'cart', namespace: 'shop' },
        { kind: 'User', name: 'alice', namespace: undefined },
      ],
    };
    expect(KINDS.roleBindings.project(named(written))).toMatchObject(kept);
    expect(KINDS.clusterRoleBindings.project(named(written))).toMatchObject(
      kept,
    );
  });

  it('of ServiceAccounts tells an unset automount from one that is off', () => {
    const project = (rest: object) =>
      KINDS.serviceAccounts.project(named(rest)).automountServiceAccountToken;
    expect(project({})).toBeUndefined();
    expect(project({ automountServiceAccountToken: false })).toBe(false);
  });

  it('of Roles keeps their rules', () => {
    const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
    expect(KINDS.roles.project(named({ rules: [rule] })).rules).toEqual([
      { ...rule, resourceNames: [], nonResourceURLs: [] },
    ]);
  });

  it('of aggregated roles tells selectors from their absence', () => {
    const project = (rest: object) => KINDS.clusterRoles.project(named(rest));
    expect(project({}).aggregationSelectors).toBeUndefined();
    expect(
      project({
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { a: 'b' } }],
        },
      }).aggregationSelectors,
    ).toEqual([{ matchLabels: { a: 'b' } }]);
  });
});
