import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SAMPLE_TOKENS, createSampleCluster } from '.';
import type { KubeObject } from './objects/KubeObject';

const CATALOG = join(__dirname, '..', '..', 'backend', 'catalog');
const ID = 'backstage.io/kubernetes-id';

interface Entity {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
  spec: {
    type?: string;
    owner?: string;
    system?: string;
    domain?: string;
    parent?: string;
    children?: string[];
    memberOf?: string[];
    targets?: string[];
  };
}

function load(file: string): Entity[] {
  const text = readFileSync(join(CATALOG, file), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}
const [location] = load('all.yaml');
const entities = (location.spec.targets ?? []).flatMap(target => load(target));
const ofKind = (kind: string) =>
  entities.filter(entity => entity.kind === kind);
const refs = new Set(
  entities.map(({ kind, metadata: { namespace = 'default', name } }) =>
    `${kind}:${namespace}/${name}`.toLowerCase(),
  ),
);
const groupRef = (text: string) =>
  text.includes(':') ? text : `group:default/${text}`;

describe('the demo catalog', () => {
  it('has the size that the demo promises', () => {
    expect(ofKind('Component').length).toBeGreaterThanOrEqual(12);
    expect(ofKind('System').length).toBeGreaterThanOrEqual(3);
    expect(ofKind('Domain').length).toBeGreaterThanOrEqual(2);
    expect(ofKind('Group').length).toBeGreaterThanOrEqual(5);
    expect(ofKind('User').length).toBeGreaterThanOrEqual(8);
    expect(refs.size).toBe(entities.length);
  });

  it('points at entities that exist', () => {
    for (const { kind, spec } of entities) {
      const targets = [
        ...(spec.owner ? [spec.owner] : []),
        ...(spec.system ? [`system:default/${spec.system}`] : []),
        ...(spec.domain ? [`domain:default/${spec.domain}`] : []),
        ...(spec.parent ? [groupRef(spec.parent)] : []),
        ...(kind === 'Group' ? spec.children ?? [] : []).map(groupRef),
        ...(spec.memberOf ?? []).map(groupRef),
      ];
      for (const target of targets) expect(refs).toContain(target);
    }
  });

  it('has a guest who belongs to a group', () => {
    const guest = ofKind('User').find(
      ({ metadata }) => metadata.namespace === 'development',
    );
    expect(guest?.metadata.name).toBe('guest');
    expect(guest?.spec.memberOf).toContain('group:default/platform');
  });

  it('nests its groups and declares tiers', () => {
    expect(ofKind('Group').some(({ spec }) => spec.children?.length)).toBe(
      true,
    );
    const tiers = ofKind('Component').map(
      ({ metadata }) => metadata.annotations?.['readiness.io/tier'],
    );
    expect(new Set(tiers)).toEqual(new Set(['1', '2', '3']));
  });

  it('knows the clusters as resources of the platform group', () => {
    const clusters = ofKind('Resource').filter(
      ({ spec }) => spec.type === 'kubernetes-cluster',
    );
    expect(clusters.map(({ metadata }) => metadata.name)).toEqual([
      'prod-eu',
      'staging-eu',
    ]);
    for (const { spec } of clusters) {
      expect(spec.owner).toBe('group:default/platform');
    }
  });

  it('finds every workload id in a cluster, but for one component', async () => {
    const ids = new Set<string | undefined>();
    for (const name of ['prod-eu', 'staging-eu']) {
      const folder = join(__dirname, '..', 'clusters', name);
      const sample = createSampleCluster({ name, folder });
      for (const path of [
        '/apis/apps/v1/deployments',
        '/apis/apps/v1/statefulsets',
        '/apis/apps/v1/daemonsets',
        '/apis/batch/v1/cronjobs',
      ]) {
        const response = await sample.fetch(path, {
          token: SAMPLE_TOKENS.scanner,
        });
        const { items }: { items: KubeObject[] } = JSON.parse(
          await response.text(),
        );
        for (const { metadata } of items) ids.add(metadata.labels?.[ID]);
      }
    }
    const wanted = ofKind('Component').flatMap(
      ({ metadata }) => metadata.annotations?.[ID] ?? [],
    );
    expect(wanted.filter(id => !ids.has(id))).toEqual(['returns']);
    const claimed = [...ids].filter(id => id !== undefined);
    expect(claimed.filter(id => !wanted.includes(id))).toEqual([]);
    expect(ids).toContain(undefined);
  });
});
