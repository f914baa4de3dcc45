import { kyvernoPodSecurity } from './kyvernoPodSecurity';

const pods = { resources: { kinds: ['Pod'] } };

const policy = (rules: readonly unknown[], spec: object = {}) => ({
  spec: { ...spec, rules },
});

const rule = (
  level: string,
  rest: object = {},
  validate: object = { failureAction: 'Enforce' },
) => ({
  match: { any: [pods] },
  validate: { podSecurity: { level }, ...validate },
  ...rest,
});

describe('kyvernoPodSecurity', () => {
  it('reads level and enforcement of a rule', () => {
    expect(kyvernoPodSecurity(policy([rule('restricted')]))).toEqual({
      podSecurityLevel: 'restricted',
      enforced: true,
      includedNamespaces: [],
      excludedNamespaces: [],
      conditional: false,
    });
  });

  it('reads the deprecated action of the policy', () => {
    const old = rule('baseline', {}, {});
    expect(
      kyvernoPodSecurity(policy([old], { validationFailureAction: 'enforce' }))
        .enforced,
    ).toBe(true);
    expect(
      kyvernoPodSecurity(policy([old], { validationFailureAction: 'Audit' }))
        .enforced,
    ).toBe(false);
    expect(kyvernoPodSecurity(policy([old])).enforced).toBe(false);
  });

  it('names included and excluded namespaces', () => {
    const resources = (...namespaces: string[]) => ({
      resources: { kinds: ['Pod'], namespaces },
    });
    expect(
      kyvernoPodSecurity(
        policy([
          rule('baseline', {
            match: { any: [resources('shop')] },
            exclude: { any: [resources('kube-*', 'velero')] },
          }),
        ]),
      ),
    ).toMatchObject({
      includedNamespaces: ['shop'],
      excludedNamespaces: ['kube-*', 'velero'],
      conditional: false,
    });
  });

  it.each([
    { match: { any: [{ resources: { kinds: ['Pod'], selector: {} } }] } },
    { match: { any: [{ resources: { kinds: ['Deployment'] } }] } },
    { match: { any: [{ ...pods, subjects: [{}] }] } },
    { match: { all: [pods, pods] } },
    { exclude: { any: [{ clusterRoles: ['cluster-admin'] }] } },
    { preconditions: {} },
  ])('is conditional with %j', rest => {
    expect(
      kyvernoPodSecurity(policy([rule('baseline', rest)])).conditional,
    ).toBe(true);
  });

  it('lets the strongest rule speak', () => {
    expect(
      kyvernoPodSecurity(
        policy([
          rule('restricted', {}, { failureAction: 'Audit' }),
          rule('baseline'),
          rule('privileged'),
        ]),
      ),
    ).toMatchObject({ podSecurityLevel: 'baseline', enforced: true });
  });

  it('says nothing of a policy about something else', () => {
    expect(kyvernoPodSecurity(policy([{ validate: { pattern: {} } }]))).toEqual(
      {
        enforced: false,
        includedNamespaces: [],
        excludedNamespaces: [],
        conditional: false,
      },
    );
  });
});
