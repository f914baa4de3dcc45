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
