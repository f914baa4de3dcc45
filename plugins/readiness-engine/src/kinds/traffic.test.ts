import { KINDS } from '.';
import type { Traffic, TrafficRules } from '../inventory/objects';

type Short = Partial<TrafficRules>;

const rules = (parts: Short = {}): TrafficRules => ({
  isolates: false,
  allowsAll: false,
  deniesAll: false,
  passesAll: false,
  ...parts,
});

const both = ({ ingress, egress }: Traffic) => ({ ingress, egress });

const named = (spec: object) => ({
  metadata: { name: 'x', namespace: 'shop' },
  spec,
});

describe('projection of network policies', () => {
  const project = (spec: object) => KINDS.networkPolicies.project(named(spec));

  it('isolates in the directions that it names', () => {
    expect(both(project({ policyTypes: ['Ingress', 'Egress'] }))).toEqual({
      ingress: rules({ isolates: true }),
      egress: rules({ isolates: true }),
    });
    expect(both(project({ policyTypes: ['Egress'] }))).toEqual({
      ingress: rules(),
      egress: rules({ isolates: true }),
    });
  });

  it('isolates for egress unasked only where it has rules for it', () => {
    expect(project({}).ingress.isolates).toBe(true);
    expect(project({}).egress.isolates).toBe(false);
    expect(project({ egress: [] }).egress.isolates).toBe(false);
    expect(
      project({ egress: [{ ports: [{ port: 53 }] }] }).egress.isolates,
    ).toBe(true);
  });

  it('selects every pod without a selector', () => {
    expect(project({}).podSelector).toEqual({});
    expect(
      project({ podSelector: { matchLabels: { app: 'a' } } }).podSelector,
    ).toEqual({ matchLabels: { app: 'a' } });
  });

  it.each([
    {},
    { from: [] },
    { from: [{}] },
    { ports: [] },
    { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] },
    { from: [{ podSelector: {} }, { ipBlock: { cidr: '::/0', except: [] } }] },
  ])('lets everything in by the rule %j', rule => {
    expect(project({ ingress: [rule] }).ingress.allowsAll).toBe(true);
  });

  it.each([
    { ports: [{ port: 80 }] },
    { from: [{ podSelector: {} }] },
    { from: [{ namespaceSelector: {} }] },
    { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
    { from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] },
    { from: [{}], ports: [{ port: 80 }] },
  ])('does not by the rule %j', rule => {
    expect(project({ ingress: [rule] }).ingress.allowsAll).toBe(false);
  });

  it('reads the rules of the direction that it is about', () => {
    const { egress } = project({
      policyTypes: ['Egress'],
      ingress: [{}],
      egress: [{ to: [{ podSelector: {} }] }],
    });
    expect(egress.allowsAll).toBe(false);
  });
});

describe('projection of Cilium policies', () => {
  const project = (spec: object) =>
    KINDS.ciliumNetworkPolicies
      .project(named({ endpointSelector: {}, ...spec }))
      .rules.map(both);

  it('isolates by having rules, an empty one among them', () => {
    expect(project({ ingress: [{}] })).toEqual([
      { ingress: rules({ isolates: true }), egress: rules() },
    ]);
    expect(project({ ingress: [], egressDeny: [{}] })).toEqual([
      { ingress: rules(), egress: rules({ isolates: true }) },
    ]);
  });

  it('does as enableDefaultDeny says', () => {
    expect(
      project({
        ingress: [{ fromEntities: ['cluster'] }],
        enableDefaultDeny: { ingress: false, egress: true },
      }),
    ).toEqual([{ ingress: rules(), egress: rules({ isolates: true }) }]);
  });

  it.each([
    [{ fromEntities: ['all'] }, true],
    [{ fromEntities: ['world', 'cluster'] }, true],
    [{ fromEntities: ['world'] }, false],
    [{ fromEndpoints: [{}] }, false],
    [{ fromCIDR: ['0.0.0.0/0'] }, false],
    [{ fromEntities: ['all'], toPorts: [{ ports: [] }] }, false],
  ])('of %j lets everything in: %p', (rule, expected) => {
    expect(project({ ingress: [rule] })[0].ingress.allowsAll).toBe(expected);
    expect(project({ ingressDeny: [rule] })[0].ingress.deniesAll).toBe(
      expected,
    );
  });

  it('reads several rules, and none that is about nodes', () => {
    const raw = {
      ...named({ nodeSelector: {}, ingress: [{}] }),
      specs: [
        { endpointSelector: {}, egress: [{}] },
        { endpointSelector: { matchLabels: { a: 'b' } } },
      ],
    };
    const kind = KINDS.ciliumClusterwideNetworkPolicies;
    expect(kind.project(raw).rules).toEqual([
      {
        endpointSelector: {},
        ingress: rules(),
        egress: rules({ isolates: true }),
      },
      {
        endpointSelector: { matchLabels: { a: 'b' } },
        ingress: rules(),
        egress: rules(),
      },
    ]);
  });
});

describe('projection of Calico policies', () => {
  const project = (spec: object) =>
    KINDS.calicoGlobalNetworkPolicies.project(named(spec));

  it('isolates in the directions that it names or has rules for', () => {
    const isolates = (spec: object) => {
      const { ingress, egress } = project(spec);
      return [ingress.isolates, egress.isolates];
    };
    expect(isolates({})).toEqual([true, false]);
    expect(isolates({ egress: [{ action: 'Log' }] })).toEqual([false, true]);
    expect(isolates({ types: ['Ingress', 'Egress'] })).toEqual([true, true]);
    expect(isolates({ types: ['Ingress'], preDNAT: true })).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    [[{ action: 'Allow' }], { allowsAll: true }],
    [
      [{ action: 'Allow', source: {}, metadata: { a: 'b' } }],
      { allowsAll: true },
    ],
    [[{ action: 'Log' }, { action: 'Deny' }], { deniesAll: true }],
    [[{ action: 'Deny' }, { action: 'Allow' }], { deniesAll: true }],
    [[{ action: 'Pass' }], { passesAll: true }],
    [[{ action: 'Allow', protocol: 'TCP' }], {}],
    [[{ action: 'Allow', source: { selector: 'all()' } }], {}],
    [[{ action: 'Allow', destination: { ports: [53] } }], {}],
  ])('of %j decides %j', (ingress, expected) => {
    expect(project({ ingress }).ingress).toEqual(
      rules({ isolates: true, ...expected }),
    );
  });

  it('keeps its selectors as they are written, and whether a tier follows', () => {
    expect(
      project({
        selector: "app == 'web'",
        namespaceSelector: 'all()',
        tier: 'security',
      }),
    ).toMatchObject({
      selector: "app == 'web'",
      namespaceSelector: 'all()',
      serviceAccountSelector: undefined,
      tiered: true,
    });
    expect(project({ tier: 'default' }).tiered).toBe(false);
  });

  it('is the same for what Calico stores', () => {
    const raw = named({ types: ['Egress'], egress: [{ action: 'Deny' }] });
    expect(KINDS.storedCalicoNetworkPolicies.project(raw)).toEqual(
      KINDS.calicoNetworkPolicies.project(raw),
    );
    expect(KINDS.storedCalicoGlobalNetworkPolicies.project(raw)).toEqual(
      KINDS.calicoGlobalNetworkPolicies.project(raw),
    );
  });
});

describe('projection of policies of administrators', () => {
  const project = (spec: object) =>
    KINDS.adminNetworkPolicies.project(named(spec));
  const everyPod = { from: [{ namespaces: {} }] };

  it('isolates nothing by itself', () => {
    expect(both(project({ ingress: [], egress: [] }))).toEqual({
      ingress: rules(),
      egress: rules(),
    });
  });

  it.each([
    [{ action: 'Deny', ...everyPod }, { deniesAll: true }],
    [{ action: 'Allow', ...everyPod }, { allowsAll: true }],
    [{ action: 'Accept', ...everyPod }, { allowsAll: true }],
    [{ action: 'Pass', ...everyPod }, { passesAll: true }],
    [
      {
        action: 'Deny',
        from: [{ pods: { namespaceSelector: {}, podSelector: {} } }],
      },
      { deniesAll: true },
    ],
    [{ action: 'Deny', ...everyPod, ports: [{ portNumber: {} }] }, {}],
    [{ action: 'Deny', ...everyPod, protocols: [{ tcp: {} }] }, {}],
    [
      { action: 'Deny', from: [{ namespaces: { matchLabels: { a: 'b' } } }] },
      {},
    ],
  ])('of %j decides %j for ingress', (rule, expected) => {
    expect(project({ ingress: [rule] }).ingress).toEqual(rules(expected));
  });

  it('speaks of all egress by all addresses', () => {
    const egress = (to: object) =>
      project({ egress: [{ action: 'Deny', to: [to] }] }).egress.deniesAll;
    expect(egress({ networks: ['0.0.0.0/0'] })).toBe(true);
    expect(egress({ networks: ['10.0.0.0/8'] })).toBe(false);
    expect(egress({ namespaces: {} })).toBe(false);
  });

  it('selects namespaces, or pods in them', () => {
    expect(project({ subject: { namespaces: {} } })).toMatchObject({
      namespaceSelector: {},
      podSelector: {},
      baseline: false,
    });
    expect(
      project({
        subject: {
          pods: {
            namespaceSelector: { matchLabels: { a: 'b' } },
            podSelector: { matchLabels: { c: 'd' } },
          },
        },
      }),
    ).toMatchObject({
      namespaceSelector: { matchLabels: { a: 'b' } },
      podSelector: { matchLabels: { c: 'd' } },
    });
    expect(project({}).namespaceSelector).toBeUndefined();
  });

  it('knows which of them count last', () => {
    const baseline = KINDS.baselineAdminNetworkPolicies.project(named({}));
    expect(baseline.baseline).toBe(true);
    const tier = (name: string) =>
      KINDS.clusterNetworkPolicies.project(named({ tier: name })).baseline;
    expect([tier('Admin'), tier('Baseline')]).toEqual([false, true]);
  });
});
