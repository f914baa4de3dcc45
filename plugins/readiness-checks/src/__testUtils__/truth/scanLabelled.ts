import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import {
  buildEntity,
  buildRuleConfig,
  collectInventory,
  collectReads,
  DEFAULT_NAMESPACES,
  judgeInventory,
  type EntityFacts,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { createSampleCluster, SAMPLE_TOKENS } from '@readiness/sample-cluster';
import { parseAllDocuments } from 'yaml';
import { builtInChecks, RULESET_VERSION } from '../../builtInChecks';
import { shippedExceptions } from '../../allowLists';
import { RECORDING } from '../../__fixtures__/recorded';
import type { Labelled } from './truthSet';

const ROOT = resolve(__dirname, '../../../../..');
const NOW = Date.parse('2026-11-22T17:00:00Z');
const CATALOG = ['components', 'platform'];

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** Items of a list need not say of what kind they are: the list does. */
function itemsOf(list: {
  apiVersion: string;
  kind: string;
  items: readonly KubernetesObject[];
}): readonly KubernetesObject[] {
  const kind = list.kind.replace(/List$/, '');
  return list.items.map(item => ({
    ...item,
    apiVersion: item.apiVersion ?? list.apiVersion,
    kind: item.kind ?? kind,
  }));
}

interface CatalogEntity {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: { owner?: string; system?: string };
}

/** The components of the demo catalog. */
function catalog(): readonly EntityFacts[] {
  return CATALOG.flatMap(name =>
    parseAllDocuments(
      readFileSync(
        resolve(ROOT, `packages/backend/catalog/${name}.yaml`),
        'utf8',
      ),
    )
      .map(document => document.toJS() as CatalogEntity)
      .filter(entity => entity?.kind === 'Component')
      .map(({ kind, metadata, spec }) =>
        buildEntity({
          ref: `component:default/${metadata.name}`,
          kind,
          owner: spec.owner,
          tier: Number(
            metadata.annotations?.['readiness.io/tier'] ?? 2,
          ) as Tier,
          annotations: metadata.annotations ?? {},
        }),
      ),
  );
}

/** Namespaces as the demo configures them. */
const NAMESPACES = {
  systemNamespaces: DEFAULT_NAMESPACES.system,
  platformNamespaces: [
    ...DEFAULT_NAMESPACES.platform,
    'cnpg-system',
    'readiness',
  ],
};

function sampleOf(cluster: Labelled) {
  const recorded = cluster === 'recorded';
  return createSampleCluster({
    name: cluster,
    startedAt: NOW,
    now: () => NOW,
    ...(recorded
      ? { recording: RECORDING }
      : {
          folder: resolve(ROOT, 'packages/sample-cluster/clusters', cluster),
        }),
  });
}

/** The objects of a labelled cluster that the checks read, as its API has them. */
export async function objectsOf(
  cluster: Labelled,
): Promise<readonly KubernetesObject[]> {
  const reader = sampleOf(cluster).reader(SAMPLE_TOKENS.scanner);
  const objects: KubernetesObject[] = [];
  await collectInventory({
    reader: {
      get: async (path, options) => {
        const answer = await reader.get(path, options);
        if (answer.status !== 200 || !options.query?.limit) return answer;
        const text = await answer.text();
        objects.push(...itemsOf(JSON.parse(text)));
        return { status: 200, headers: answer.headers, text: async () => text };
      },
    },
    reads: collectReads(builtInChecks),
    checks: builtInChecks,
    now: NOW,
  });
  return objects;
}

/** What all built-in checks say of a labelled cluster, at a fixed time. */
export async function scanLabelled(cluster: Labelled): Promise<ScanResult> {
  const recorded = cluster === 'recorded';
  const collected = await collectInventory({
    reader: sampleOf(cluster).reader(SAMPLE_TOKENS.scanner),
    reads: collectReads(builtInChecks),
    checks: builtInChecks,
    now: NOW,
  });
  return judgeInventory({
    cluster: {
      name: cluster,
      ...collected.cluster,
      environment: cluster === 'staging-eu' ? 'staging' : 'prod',
    },
    inventory: collected.inventory,
    sources: collected.sources,
    checks: builtInChecks,
    rulesetVersion: RULESET_VERSION,
    config: buildRuleConfig({ exceptions: shippedExceptions, ...NAMESPACES }),
    entities: recorded ? [] : catalog(),
    evidence: [],
    knownSubjects: [],
    now: NOW,
  });
}
