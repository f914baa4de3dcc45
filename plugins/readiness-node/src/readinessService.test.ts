import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { readinessServiceRef, type ReadinessService } from './readinessService';

describe('readinessServiceRef', () => {
  const seen: { url?: string; authorization?: string }[] = [];
  let server: Server;
  let service: ReadinessService;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({
        url: request.url,
        authorization: request.headers.authorization,
      });
      const known = !request.url?.includes('nobody');
      response.writeHead(known ? 200 : 404, {
        'Content-Type': 'application/json',
      });
      response.end(
        JSON.stringify(
          known ? { items: [] } : { error: { name: 'NotFoundError' } },
        ),
      );
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const discovery = createServiceFactory({
      service: coreServices.discovery,
      deps: {},
      factory: () => ({
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        getExternalBaseUrl: async () => '',
      }),
    });
    const neighbour = createBackendPlugin({
      pluginId: 'other',
      register(env) {
        env.registerInit({
          deps: { readiness: readinessServiceRef },
          async init({ readiness }) {
            service = readiness;
          },
        });
      },
    });
    await startTestBackend({ features: [neighbour, discovery] });
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  it('asks with a token on behalf of the credentials', async () => {
    await service.getFindings(
      { severity: 'critical', limit: 5 },
      { credentials: mockCredentials.user('user:default/ana') },
    );
    expect(seen.at(-1)).toEqual({
      url: '/api/readiness/findings?severity=critical&limit=5',
      authorization: `Bearer ${mockCredentials.service.token({
        onBehalfOf: mockCredentials.user('user:default/ana'),
        targetPluginId: 'readiness',
      })}`,
    });
  });

  it('reaches each route', async () => {
    const credentials = mockCredentials.service('plugin:other');
    await service.getScorecard('component:default/checkout', { credentials });
    await service.getLeaderboard({ by: 'entity' }, { credentials });
    await service.getRoadmap({}, { credentials });
    await service.getEvidence({}, { credentials });
    await service.getChecks({ credentials });
    expect(seen.slice(-5).map(({ url }) => url)).toEqual([
      '/api/readiness/entities/component/default/checkout/scorecard',
      '/api/readiness/leaderboard?by=entity',
      '/api/readiness/roadmap',
      '/api/readiness/evidence',
      '/api/readiness/checks',
    ]);
  });

  it('rejects with what the backend says', async () => {
    await expect(
      service.getScorecard('component:default/nobody', {
        credentials: mockCredentials.service('plugin:other'),
      }),
    ).rejects.toMatchObject({ statusCode: 404 });
  });
});
