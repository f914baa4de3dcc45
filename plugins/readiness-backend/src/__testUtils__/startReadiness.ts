import { join } from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import {
  readinessClusterAccessExtensionPoint,
  type ScanCluster,
} from '@readiness/backstage-plugin-readiness-node';
import {
  createSampleCluster,
  SAMPLE_TOKENS,
  type SampleCluster,
} from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { parseAllDocuments } from 'yaml';
import { readinessClockServiceRef } from '../clock';
import { readinessPlugin } from '../plugin';
import { ReadinessApi } from './ReadinessApi';

const SAMPLE = join(__dirname, '../../../../packages/sample-cluster');
const CATALOG = join(__dirname, '../../../../packages/backend/catalog');

/** A folder of the sample cluster package, e.g. `prod-eu`. */
export function sampleFolder(name: string): string {
  return join(SAMPLE, 'clusters', name);
}

/** The entities of the demo catalog. */
export function demoEntities(): Entity[] {
  return readdirSync(CATALOG)
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(CATALOG, file), 'utf8')),
    )
    .map(document => document.toJS() as Entity)
    .filter(entity => entity && entity.kind !== 'Location');
}

/** Time of the first scan. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** The clock of the backend that was started last, for its clusters. */
let clusterTime = NOON;

/** A cluster of the demo, as it is at noon; its controllers go on with the clock. */
export function sampleCluster(name: string): SampleCluster {
  return createSampleCluster({
    name,
    folder: sampleFolder(name),
    startedAt: NOON,
    now: () => clusterTime,
  });
}

export interface StartOptions {
  knex: Knex;
  /** Sample clusters by name. */
  clusters: Record<string, SampleCluster>;
  entities?: Entity[];
  readiness?: JsonObject;
  /** Configuration beside `readiness`. */
  root?: JsonObject;
  features?: BackendFeature[];
  /** Listed beside the clusters, e.g. ones that cannot be scanned. */
  listed?: ScanCluster[];
  now?: number;
  /** Called before each read of a cluster. */
  onGet?(path: string): Promise<void>;
}

/** The plugin in a test backend, over sample clusters, under a clock. */
export async function startReadiness(options: StartOptions) {
  let now = options.now ?? NOON;
  clusterTime = now;
  const scheduler = mockServices.scheduler();
  const { clusters } = options;
  const access = createBackendModule({
    pluginId: 'readiness',
    moduleId: 'sample-access',
    register(reg) {
      reg.registerInit({
        deps: { point: readinessClusterAccessExtensionPoint },
        async init({ point }) {
          point.addClusterAccess({
            id: 'sample',
            listClusters: async () => [
              ...Object.keys(clusters).map(name => ({ name, scannable: true })),
              ...(options.listed ?? []),
            ],
            get: async (cluster, path, get) => {
              await options.onGet?.(path);
              const reader = clusters[cluster].reader(SAMPLE_TOKENS.scanner);
              return reader.get(path, get);
            },
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      readinessPlugin,
      access,
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({
        data: {
          ...options.root,
          readiness: { rollout: 'portal', ...options.readiness },
        },
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: readinessClockServiceRef,
        deps: {},
        factory: () => ({ now: () => now }),
      }),
      ...(options.features ?? []),
    ],
  });
  await scheduler.triggerTask('clusters');
  const settle = async () => {
    for (let i = 0; i < 600; i++) {
      const busy = await options
        .knex('scan_runs')
        .whereIn('status', ['queued', 'running'])
        .first();
      if (!busy) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const failed = await options
      .knex('scan_runs')
      .where({ status: 'failed' })
      .whereNot({ id: 'dead' })
      .first();
    if (failed) throw new Error(`The scan failed: ${failed.error}`);
  };
  return {
    ...backend,
    api: new ReadinessApi(backend.server),
    scheduler,
    clock: {
      now: () => now,
      advance: (ms: number) => {
        now += ms;
        clusterTime = now;
      },
    },
    /** Waits for what was asked for. */
    settle,
    /** Runs the task of a cluster: what is queued, or a whole scan. */
    scan: async (cluster: string) => {
      await settle();
      await scheduler.triggerTask(`scan:${cluster}`);
      await settle();
    },
  };
}
