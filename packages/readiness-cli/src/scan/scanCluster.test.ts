import {
  createSampleCluster,
  SAMPLE_TOKENS,
  type ListeningCluster,
} from '@readiness/sample-cluster';
import { SOUND } from '../__fixtures__/manifests';
import {
  folderOf,
  removeFolders,
  runCli,
  scanJson,
  stateOf,
} from '../__testUtils__/runCli';
import { parseAllDocuments } from 'yaml';

const sample = createSampleCluster({
  name: 'own',
  objects: parseAllDocuments(SOUND).map(document => document.toJS()),
});

const kubeconfig = (server: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'main',
    clusters: [
      { name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'u', user: { token: SAMPLE_TOKENS.scanner } }],
    contexts: [
      { name: 'main', context: { cluster: 'c', user: 'u' } },
      { name: 'other', context: { cluster: 'c', user: 'u' } },
    ],
  });

describe('readiness scan of a cluster', () => {
  let listening: ListeningCluster;

  beforeAll(async () => {
    listening = await sample.listen();
  });
  afterAll(async () => {
    await listening.close();
  });
  afterEach(removeFolders);

  it('judges what lives there, by GET requests only', async () => {
    const cwd = folderOf({ config: kubeconfig(listening.url) });
    const { results, err } = await scanJson([
      '--kubeconfig',
      `${cwd}/config`,
      '--context',
      'other',
    ]);
    expect(err).not.toContain('fault');
    expect(stateOf(results, 'cost-requests-set', 'sound')).toBe('pass');
    // What manifests cannot show, a cluster does.
    expect(stateOf(results, 'rec-pdb', 'sound')).toBe('pass');
    expect(
      results.find(({ subject }) => subject.kind === 'Cluster')?.subject.name,
    ).toBe('other');
    const methods = new Set(sample.requests.map(({ method }) => method));
    expect([...methods]).toEqual(['GET']);
  }, 30_000);

  it.each([
    [kubeconfig('http://127.0.0.1:1'), 'main', 'The cluster cannot be read'],
    [kubeconfig('http://127.0.0.1:1'), 'none', 'no context "none"'],
    ['{', 'main', 'The cluster cannot be reached'],
  ])(
    'says what is wrong with it (%#)',
    async (text, context, why) => {
      const cwd = folderOf({ config: text });
      const { code, err, out } = await runCli([
        'scan',
        '--kubeconfig',
        `${cwd}/config`,
        '--context',
        context,
        '--check',
        'sec-rbac-node-proxy',
      ]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(why);
    },
    30_000,
  );
});
