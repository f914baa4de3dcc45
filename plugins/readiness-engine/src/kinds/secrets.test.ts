import { KINDS } from '.';

const named = (rest: object) => ({
  metadata: { name: 'db', namespace: 'shop' },
  ...rest,
});

describe('projection of secret managers', () => {
  it.each([
    ['its own name', {}, ['db']],
    ['its target', { spec: { target: { name: 'db-login' } } }, ['db-login']],
    [
      'what it is bound to',
      { spec: { target: {} }, status: { binding: { name: 'bound' } } },
      ['bound'],
    ],
  ])('of ExternalSecrets knows the Secret by %s', (_by, rest, secrets) => {
    expect(KINDS.externalSecrets.project(named(rest))).toMatchObject({
      secrets,
      owns: true,
    });
  });

  it.each(['Merge', 'None'])(
    'does not own the Secret with %s',
    creationPolicy => {
      expect(
        KINDS.externalSecrets.project(
          named({ spec: { target: { creationPolicy } } }),
        ).owns,
      ).toBe(false);
    },
  );

  it('knows the Secrets that a SecretProviderClass syncs, if any', () => {
    const project = (spec: object) =>
      KINDS.secretProviderClasses.project(named({ spec }));
    expect(project({ parameters: { objects: 'x' } })).toMatchObject({
      secrets: [],
      owns: false,
    });
    expect(
      project({ secretObjects: [{ secretName: 'a' }, { secretName: 'b' }] }),
    ).toMatchObject({ secrets: ['a', 'b'], owns: true });
  });

  it.each([
    ['vaultStaticSecrets', { spec: { destination: { name: 'x' } } }, 'x'],
    ['sealedSecrets', { spec: { encryptedData: { k: 'c' } } }, 'db'],
    ['sealedSecrets', { spec: { template: { metadata: { name: 'x' } } } }, 'x'],
    ['certificates', { spec: { secretName: 'x-tls' } }, 'x-tls'],
    ['onePasswordItems', {}, 'db'],
    [
      'azureKeyVaultSecrets',
      { spec: { output: { secret: { name: 'x' } } } },
      'x',
    ],
    ['kafkaUsers', { status: { secret: 'x' } }, 'x'],
  ] as const)('of %s finds the name', (key, rest, name) => {
    expect(KINDS[key].project(named(rest)).secrets).toEqual([name]);
  });

  it('knows a Secret in another namespace', () => {
    expect(
      KINDS.dopplerSecrets.project(
        named({ spec: { managedSecret: { name: 'x', namespace: 'web' } } }),
      ),
    ).toMatchObject({ secrets: ['x'], target: 'web' });
  });

  it('knows the Secrets of Infisical by the old field and by the new', () => {
    const reference = (secretName: string) => ({
      secretName,
      secretNamespace: 'web',
    });
    const project = (spec: object) =>
      KINDS.infisicalSecrets.project(named({ spec }));
    expect(project({ managedSecretReference: reference('a') })).toMatchObject({
      secrets: ['a'],
      target: 'web',
    });
    expect(
      project({ managedKubeSecretReferences: ['a', 'b'].map(reference) }),
    ).toMatchObject({ secrets: ['a', 'b'], target: 'web' });
    expect(project({}).secrets).toEqual([]);
  });

  it('reads what the operator says', () => {
    const project = (type: string, status: string) =>
      KINDS.sealedSecrets.project(
        named({ status: { conditions: [{ type, status }] } }),
      ).ready;
    expect(project('Ready', 'True')).toBe(true);
    expect(project('Synced', 'False')).toBe(false);
    expect(KINDS.sealedSecrets.project(named({})).ready).toBeUndefined();
  });
});

describe('projection of how secrets are kept', () => {
  it('reads when an ExternalSecret was refreshed, and how often it should be', () => {
    expect(
      KINDS.externalSecrets.project(
        named({
          spec: { refreshInterval: '1h0m0s', refreshPolicy: 'Periodic' },
          status: {
            refreshTime: '2026-11-22T16:00:00Z',
            conditions: [
              {
                type: 'Ready',
                status: 'True',
                lastTransitionTime: '2026-11-01T00:00:00Z',
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      refreshInterval: '1h0m0s',
      refreshPolicy: 'Periodic',
      refreshedAt: Date.parse('2026-11-22T16:00:00Z'),
      ready: true,
      readySince: Date.parse('2026-11-01T00:00:00Z'),
    });
  });

  it.each(['secretStores', 'clusterSecretStores', 'vaultAuths'] as const)(
    'keeps of %s whether it is ready, and not where it is',
    key => {
      const project = (status: object) =>
        KINDS[key].project(
          named({ spec: { provider: { token: 'hunter2' } }, status }),
        );
      const said = project({ conditions: [{ type: 'Ready', status: 'True' }] });
      expect(said.ready).toBe(true);
      expect(JSON.stringify(said)).not.toContain('hunter2');
      expect(project({ valid: false }).ready).toBe(false);
      expect(project({}).ready).toBeUndefined();
    },
  );

  it('takes a mount that says nothing for none', () => {
    const project = (status: object) =>
      KINDS.secretMounts.project(named({ status }));
    expect(project({ secretProviderClassName: 'db', mounted: true })).toEqual(
      expect.objectContaining({ className: 'db', mounted: true }),
    );
    expect(project({ secretProviderClassName: 'db' }).mounted).toBe(false);
  });
});

describe('projection of where secrets are copied', () => {
  const reflected = (rest: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries({ allowed: 'true', 'auto-enabled': 'true', ...rest }).map(
        ([key, value]) => [
          `reflector.v1.k8s.emberstack.com/reflection-${key}`,
          value,
        ],
      ),
    );

  it.each([
    [reflected({ 'auto-namespaces': 'web,team-.*' }), ['web', 'team-*']],
    [reflected({}), ['*']],
    [
      reflected({ 'auto-enabled': 'false', 'auto-namespaces': 'web' }),
      undefined,
    ],
    [
      { 'replicator.v1.mittwald.de/replicate-to': 'web, shop' },
      ['web', 'shop'],
    ],
    [{ 'replicator.v1.mittwald.de/replicate-to': '(a+)+$' }, undefined],
    [{}, undefined],
  ])('follows %j', (annotations, copiedTo) => {
    const project = KINDS.externalSecrets.project(
      named({ spec: { target: { template: { metadata: { annotations } } } } }),
    );
    expect(project.copiedTo).toEqual(copiedTo);
    expect(
      KINDS.certificates.project(
        named({ spec: { secretName: 'x', secretTemplate: { annotations } } }),
      ).copiedTo,
    ).toEqual(copiedTo);
  });
});
