import { KINDS } from '.';

const named = (rest: object, metadata: object = {}) => ({
  metadata: { name: 'x', namespace: 'argocd', ...metadata },
  ...rest,
});

const CANARY = 'CANARY-token-71c4';

describe('projection of what delivers', () => {
  it('keeps of an Application how it syncs, not what it holds', () => {
    const kept = KINDS.applications.project(
      named({
        spec: {
          destination: { namespace: 'shop' },
          source: {
            repoURL: `https://user:${CANARY}@git.example/x.git`,
            path: 'apps/x',
            targetRevision: 'main',
            helm: { values: CANARY, parameters: [{ value: CANARY }] },
          },
          syncPolicy: { automated: { selfHeal: true } },
          ignoreDifferences: [
            { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec'] },
          ],
        },
        status: {
          sync: { status: 'OutOfSync', revision: 'b' },
          health: {
            status: 'Degraded',
            lastTransitionTime: '2026-11-20T00:00:00Z',
          },
          reconciledAt: '2026-11-22T00:00:00Z',
          operationState: {
            phase: 'Failed',
            message: CANARY,
            finishedAt: '2026-11-21T00:00:00Z',
            syncResult: { revision: 'a' },
          },
          conditions: [
            { type: 'ComparisonError', message: CANARY },
            { type: 'SharedResourceWarning' },
          ],
          resources: [{ kind: 'Service', name: 'x', requiresPruning: true }],
        },
      }),
    );
    expect(kept).toMatchObject({
      destinationNamespace: 'shop',
      syncStatus: 'OutOfSync',
      comparedRevision: 'b',
      health: 'Degraded',
      healthSince: Date.parse('2026-11-20T00:00:00Z'),
      operation: { phase: 'Failed', revision: 'a' },
      errors: [{ type: 'ComparisonError' }],
      automated: { enabled: true, prune: false, selfHeal: true },
      sources: [{ chart: false, path: 'apps/x', targetRevision: 'main' }],
      ignoredDifferences: [{ kind: 'Deployment', pointers: ['/spec'] }],
      resources: [{ kind: 'Service', name: 'x', requiresPruning: true }],
    });
    expect(JSON.stringify(kept)).not.toContain(CANARY);
  });

  it('tells automatic sync from its absence, several sources from one', () => {
    const project = (spec: object) =>
      KINDS.applications.project(named({ spec }));
    expect(project({}).automated).toBeUndefined();
    expect(
      project({ syncPolicy: { automated: { enabled: false } } }).automated,
    ).toMatchObject({ enabled: false });
    expect(
      project({ sources: [{ chart: 'cart' }, { path: 'values' }] }).sources,
    ).toEqual([
      { chart: true, path: undefined, targetRevision: undefined },
      { chart: false, path: 'values', targetRevision: undefined },
    ]);
  });

  it('reads the inventory of a Kustomization, colons and core group', () => {
    const entries = [
      'shop_cart_apps_Deployment',
      'shop_cart__Service',
      '_system__cart_rbac.authorization.k8s.io_ClusterRole',
      'nonsense',
    ].map(id => ({ id, v: 'v1' }));
    expect(
      KINDS.kustomizations.project(
        named({ status: { inventory: { entries } } }),
      ).inventory,
    ).toEqual([
      { namespace: 'shop', name: 'cart', group: 'apps', kind: 'Deployment' },
      { namespace: 'shop', name: 'cart', group: '', kind: 'Service' },
      {
        namespace: '',
        name: 'system:cart',
        group: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
      },
    ]);
  });

  it('dates a suspension by its field manager', () => {
    const suspended = named(
      { spec: { suspend: true }, status: { observedGeneration: 1 } },
      {
        generation: 2,
        managedFields: [
          { time: '2026-11-01T00:00:00Z', fieldsV1: { 'f:spec': {} } },
          {
            time: '2026-11-10T00:00:00Z',
            fieldsV1: { 'f:spec': { 'f:suspend': {} } },
          },
        ],
      },
    );
    expect(KINDS.helmReleases.project(suspended)).toMatchObject({
      suspended: true,
      suspendedSince: Date.parse('2026-11-10T00:00:00Z'),
      outdated: true,
    });
    expect(KINDS.kustomizations.project(named({}))).toMatchObject({
      suspended: false,
      outdated: false,
    });
  });

  it('keeps of volumes and snapshots what a restore hangs on', () => {
    expect(
      KINDS.persistentVolumes.project(
        named({
          spec: {
            persistentVolumeReclaimPolicy: 'Delete',
            claimRef: { namespace: 'shop', name: 'data' },
          },
        }),
      ),
    ).toMatchObject({
      reclaimPolicy: 'Delete',
      claim: { namespace: 'shop', name: 'data' },
    });
    const snapshot = KINDS.volumeSnapshots.project(
      named({
        spec: { source: { persistentVolumeClaimName: 'data' } },
        status: {
          readyToUse: false,
          error: { time: '2026-11-20T00:00:00Z', message: CANARY },
        },
      }),
    );
    expect(snapshot).toMatchObject({
      sourceClaim: 'data',
      ready: false,
      error: { since: Date.parse('2026-11-20T00:00:00Z') },
    });
    expect(JSON.stringify(snapshot)).not.toContain(CANARY);
    const content = (status: object) =>
      KINDS.volumeSnapshotContents.project(named({ status })).hasHandle;
    expect(content({ snapshotHandle: 'snap-1' })).toBe(true);
    expect(content({})).toBe(false);
  });

  it('says of any object who delivered it and whether another made it', () => {
    const project = (metadata: object) =>
      KINDS.storageClasses.project({ metadata: { name: 'gp3', ...metadata } });
    expect(
      project({
        annotations: { 'meta.helm.sh/release-name': 'csi', other: 'x' },
        ownerReferences: [{ kind: 'Cluster', name: 'a' }],
      }),
    ).toMatchObject({
      annotations: { 'meta.helm.sh/release-name': 'csi' },
      owned: true,
    });
    expect(project({}).owned).toBeUndefined();
  });
});
