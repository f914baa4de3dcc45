import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  createSampleCluster,
  SAMPLE_TOKENS,
  type ListeningCluster,
} from '@readiness/sample-cluster';
import { KubeconfigClusterAccess } from './KubeconfigClusterAccess';

const sample = createSampleCluster({ name: 'own', objects: [] });

describe('KubeconfigClusterAccess', () => {
  const directory = createMockDirectory();
  let listening: ListeningCluster;

  beforeAll(async () => {
    listening = await sample.listen();
  });
  afterAll(async () => {
    await listening.close();
  });

  it('reads by URL and token, with the headers that mark a scan', async () => {
    const access = KubeconfigClusterAccess.create({
      clusters: [
        {
          name: 'own',
          title: 'Own',
          access: {
            type: 'url',
            url: `${listening.url}/`,
            token: SAMPLE_TOKENS.scanner,
            skipTLSVerify: false,
          },
        },
        { name: 'of the Kubernetes plugin' },
      ],
    });
    expect(await access.listClusters()).toEqual([
      { name: 'own', title: 'Own', scannable: true },
    ]);
    const response = await access.get('own', '/api/v1/pods', {
      query: { limit: '1' },
      accept: 'application/json',
    });
    expect(response.status).toBe(200);
    expect(JSON.parse(await response.text()).kind).toBe('PodList');
    const last = sample.requests[sample.requests.length - 1];
    expect(last).toMatchObject({ method: 'GET', path: '/api/v1/pods?limit=1' });
    await expect(access.get('other', '/version', {})).rejects.toThrow('other');
  });

  it('reads by kubeconfig and context', async () => {
    directory.setContent({
      config: JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'wrong',
        clusters: [
          {
            name: 'c',
            cluster: {
              server: listening.url,
              // The client insists on it for plain HTTP.
              'insecure-skip-tls-verify': true,
            },
          },
          { name: 'w', cluster: { server: 'http://127.0.0.1:1' } },
        ],
        users: [{ name: 'u', user: { token: SAMPLE_TOKENS.scanner } }],
        contexts: [
          { name: 'right', context: { cluster: 'c', user: 'u' } },
          { name: 'wrong', context: { cluster: 'w', user: 'u' } },
        ],
      }),
    });
    const path = directory.resolve('config');
    const access = KubeconfigClusterAccess.create({
      clusters: [
        {
          name: 'own',
          access: { type: 'kubeconfig', path, context: 'right' },
        },
      ],
    });
    const response = await access.get('own', '/api/v1/pods', {});
    expect(response.status).toBe(200);
  });

  it('lists with its reason what cannot be used', async () => {
    directory.setContent({ broken: '{' });
    const access = KubeconfigClusterAccess.create({
      clusters: [
        {
          name: 'missing',
          access: { type: 'kubeconfig', path: directory.resolve('nowhere') },
        },
        {
          name: 'broken',
          access: { type: 'kubeconfig', path: directory.resolve('broken') },
        },
      ],
    });
    expect(await access.listClusters()).toEqual([
      {
        name: 'missing',
        scannable: false,
        reason: expect.stringContaining('readiness.clusters[].access'),
      },
      {
        name: 'broken',
        scannable: false,
        reason: expect.stringContaining('readiness.clusters[].access'),
      },
    ]);
  });
});
