import { evidencePeople, type Recorder } from './evidencePeople';

const hash = 'a'.repeat(64);
const BOB: Recorder = { type: 'user', userEntityRef: 'user:default/bob' };
const CI: Recorder = { type: 'service', subject: 'external:ci' };

function people(
  input: { performedBy?: string; attestedBy?: string; sha256?: string },
  recorder: Recorder,
) {
  const { performedBy = 'user:default/alice', attestedBy, sha256 } = input;
  return evidencePeople(
    {
      performedBy,
      attestedBy,
      artefacts: [{ url: 'https://ci.example.com', sha256 }],
    },
    recorder,
    async ref => !ref.endsWith('/nobody'),
  );
}

describe('evidencePeople', () => {
  it('takes the signed-in user as the one who attests', async () => {
    await expect(
      people({ performedBy: 'User:default/Alice' }, BOB),
    ).resolves.toEqual({
      performedBy: 'user:default/alice',
      attestedBy: 'user:default/bob',
    });
  });

  it('refuses who attests their own work', async () => {
    const own = { performedBy: 'user:default/bob' };
    await expect(people(own, BOB)).rejects.toThrow(/^performedBy: /);
    await expect(
      people({ ...own, attestedBy: 'user:default/bob' }, CI),
    ).rejects.toThrow(/^performedBy: /);
  });

  it('lets nobody but a service token name who attests', async () => {
    const named = { attestedBy: 'user:default/carol' };
    await expect(people(named, BOB)).rejects.toThrow(/^attestedBy: /);
    await expect(people(named, CI)).resolves.toMatchObject(named);
  });

  it('needs nobody to attest a machine artefact', async () => {
    await expect(people({ sha256: hash }, CI)).resolves.toEqual({
      performedBy: 'user:default/alice',
    });
    await expect(people({}, CI)).rejects.toThrow(/^attestedBy: /);
  });

  it.each(['user:default/nobody', 'group:default/shop', 'alice', ''])(
    'refuses %j, who is no user of the catalog',
    async ref => {
      await expect(people({ performedBy: ref }, BOB)).rejects.toThrow(
        /^performedBy: /,
      );
      await expect(people({ attestedBy: ref }, CI)).rejects.toThrow(
        /^attestedBy: /,
      );
    },
  );
});
