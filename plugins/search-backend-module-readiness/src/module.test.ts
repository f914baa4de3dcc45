import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import type {
  CheckInfo,
  Finding,
} from '@readiness/backstage-plugin-readiness-common';
import {
  readinessServiceRef,
  type ReadinessService,
} from '@readiness/backstage-plugin-readiness-node';
import { searchModuleReadiness } from './module';

function finding(id: string, entityRef?: string): Finding {
  return {
    id,
    check: 'rec-probes',
    title: 'Probes tell when it is ready',
    why: 'Traffic reaches what is not ready.',
    dimension: 'recovery',
    control: 'R4',
    stage: 'configured',
    severity: 'medium',
    state: 'fail',
    subject: {
      type: 'workload',
      cluster: 'prod-eu',
      namespace: 'checkout',
      kind: 'Deployment',
      name: 'checkout',
    },
    responsible: 'service',
    reasons: [{ code: 'no-probe', message: 'api has no readiness probe' }],
    sources: [],
    remediation: { type: 'steps', summary: 'Add one.', content: '1. Add one.' },
    firstSeen: '2026-11-01T00:00:00.000Z',
    lastSeen: '2026-12-01T00:00:00.000Z',
    ...(entityRef && { entityRef, owner: 'group:default/shop' }),
  };
}

const check = {
  id: 'rec-probes',
  title: 'Probes tell when it is ready',
  dimension: 'recovery',
  control: 'R4',
  severity: 'medium',
  texts: {
    why: 'Traffic reaches what is not ready.',
    rules: {},
    traps: ['A probe of the liveness kind restarts.'],
    fix: 'Add one.',
    references: [],
  },
} as unknown as CheckInfo;

async function collators(options: {
  data: object;
  readiness: Partial<ReadinessService>;
}): Promise<ReadonlyMap<string, DocumentCollatorFactory>> {
  const added = new Map<string, DocumentCollatorFactory>();
  await startTestBackend({
    features: [
      searchModuleReadiness,
      mockServices.rootConfig.factory({ data: options.data as {} }),
      createServiceFactory({
        service: readinessServiceRef,
        deps: {},
        factory: () => options.readiness as ReadinessService,
      }),
    ],
    extensionPoints: [
      [
        searchIndexRegistryExtensionPoint,
        {
          addCollator: ({ factory }) => {
            added.set(factory.type, factory);
          },
          addDecorator: () => {},
        },
      ],
    ],
  });
  return added;
}

async function documents(factory: DocumentCollatorFactory | undefined) {
  const found: unknown[] = [];
  for await (const document of (await factory?.getCollator()) ?? []) {
    found.push(document);
  }
  return found;
}

describe('searchModuleReadiness', () => {
  it('indexes all pages of findings that belong to a service', async () => {
    const getFindings = jest
      .fn()
      .mockResolvedValueOnce({
        items: [finding('a', 'component:default/checkout'), finding('b')],
        nextCursor: 'next',
        totalItems: 3,
      })
      .mockResolvedValueOnce({
        items: [finding('c', 'component:shop/web app')],
        totalItems: 3,
      });
    const added = await collators({
      data: { readiness: { rollout: 'portal' } },
      readiness: { getFindings },
    });
    const factory = added.get('readiness-finding');
    const found = await documents(factory);
    expect(getFindings.mock.calls.map(([query]) => query.cursor)).toEqual([
      undefined,
      'next',
    ]);
    expect(found).toEqual([
      expect.objectContaining({
        title: 'Probes tell when it is ready: checkout',
        location: '/catalog/default/component/checkout/readiness?finding=a',
        authorization: { resourceRef: 'component:default/checkout' },
        text: expect.stringContaining('api has no readiness probe'),
        severity: 'medium',
      }),
      expect.objectContaining({
        location: '/catalog/shop/component/web%20app/readiness?finding=c',
      }),
    ]);
    expect(factory?.visibilityPermission?.name).toBe(
      'readiness.scorecard.read',
    );
  });

  it.each([{ rollout: 'owners' }, { rollout: 'private' }, {}])(
    'indexes no finding that only owners may see: %j',
    async readiness => {
      const getFindings = jest.fn();
      const added = await collators({
        data: { readiness },
        readiness: { getFindings },
      });
      expect(await documents(added.get('readiness-finding'))).toEqual([]);
      expect(getFindings).not.toHaveBeenCalled();
    },
  );

  it('indexes the catalogue of checks', async () => {
    const added = await collators({
      data: {},
      readiness: {
        getChecks: async () =>
          ({ items: [check], rulesetVersion: '1' } as never),
      },
    });
    expect(await documents(added.get('readiness-check'))).toEqual([
      {
        title: 'Probes tell when it is ready',
        text: expect.stringContaining('restarts'),
        location: '/readiness/checks?q=rec-probes',
        check: 'rec-probes',
        severity: 'medium',
        dimension: 'recovery',
      },
    ]);
  });

  it('knows where a portal has its entity pages', async () => {
    const added = await collators({
      data: {
        readiness: { rollout: 'portal' },
        search: {
          collators: {
            readiness: { locationTemplate: '/services/:name/:kind' },
          },
        },
      },
      readiness: {
        getFindings: async () => ({
          items: [finding('a', 'component:default/checkout')],
          totalItems: 1,
        }),
      },
    });
    expect(await documents(added.get('readiness-finding'))).toEqual([
      expect.objectContaining({
        location: '/services/checkout/component/readiness?finding=a',
      }),
    ]);
  });
});
