import { KINDS } from '.';

const metadata = { name: 'it', namespace: 'shop' };

describe('policies of admission', () => {
  it('of Gatekeeper deny unless they say otherwise', () => {
    const constraint = (spec: object) =>
      KINDS.gatekeeperConstraints.project({
        kind: 'K8sPSPHostNamespace',
        metadata,
        spec,
      });
    expect(constraint({})).toMatchObject({
      kind: 'K8sPSPHostNamespace',
      action: 'deny',
      conditional: false,
    });
    expect(
      constraint({
        enforcementAction: 'dryrun',
        match: {
          kinds: [{ apiGroups: [''], kinds: ['Pod'] }],
          excludedNamespaces: ['kube-*'],
        },
      }),
    ).toMatchObject({
      action: 'dryrun',
      excludedNamespaces: ['kube-*'],
      conditional: false,
    });
    expect(
      constraint({ match: { labelSelector: { matchLabels: {} } } }).conditional,
    ).toBe(true);
  });

  it('of Gatekeeper leave out what its Config names', () => {
    expect(
      KINDS.gatekeeperConfigs.project({
        metadata,
        spec: {
          match: [{ excludedNamespaces: ['ci'], processes: ['webhook'] }],
        },
      }).exclusions,
    ).toEqual([{ namespaces: ['ci'], processes: ['webhook'] }]);
  });

  it('of Kyverno are lifted for namespaces, or for all', () => {
    const exception = (any: readonly object[]) =>
      KINDS.kyvernoPolicyExceptions.project({
        metadata,
        spec: {
          exceptions: [{ policyName: 'psa', ruleNames: ['host'] }],
          match: { any },
        },
      });
    const one = { resources: { kinds: ['Pod'], namespaces: ['ci'] } };
    expect(exception([one])).toMatchObject({
      policies: ['psa'],
      namespaces: ['ci'],
    });
    expect(exception([one, { resources: { kinds: ['Pod'] } }])).toMatchObject({
      namespaces: [],
    });
  });

  it('in CEL are lifted by name', () => {
    expect(
      KINDS.kyvernoCelPolicyExceptions.project({
        metadata,
        spec: { policyRefs: [{ name: 'no-host', kind: 'ValidatingPolicy' }] },
      }),
    ).toMatchObject({ policies: ['no-host'], namespaces: [] });
  });

  it('of the API server name what their bindings do and where', () => {
    const namespaceSelector = { matchLabels: { env: 'prod' } };
    expect(
      KINDS.validatingAdmissionPolicyBindings.project({
        metadata: { name: 'it' },
        spec: {
          policyName: 'no-host',
          validationActions: ['Deny'],
          matchResources: { namespaceSelector },
        },
      }),
    ).toMatchObject({
      policy: 'no-host',
      actions: ['Deny'],
      namespaceSelector,
    });
    expect(
      KINDS.validatingAdmissionPolicies.project({
        metadata: { name: 'no-host' },
        spec: { matchConstraints: { namespaceSelector } },
      }),
    ).toMatchObject({ failurePolicy: 'Fail', namespaceSelector });
  });

  it('by webhook say what they are asked about', () => {
    const { webhooks } = KINDS.validatingWebhookConfigurations.project({
      metadata: { name: 'it' },
      webhooks: [
        {
          name: 'a.example.com',
          rules: [
            { apiGroups: [''], resources: ['pods'] },
            { apiGroups: ['apps', '*'], resources: ['deployments'] },
          ],
        },
      ],
    });
    expect(webhooks).toMatchObject([
      {
        failurePolicy: 'Fail',
        timeoutSeconds: 10,
        resources: ['pods', 'deployments.apps', 'deployments.*'],
      },
    ]);
  });
});
