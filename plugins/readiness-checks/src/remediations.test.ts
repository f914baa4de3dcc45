import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  scanObjects,
  type Remediation,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { mergePatch, strategicMergePatch } from '@readiness/sample-cluster';
import { parse, parseAllDocuments } from 'yaml';
import type { CheckCase } from './__fixtures__/checkCases';
import { hasRecording } from './__fixtures__/recorded';
import { schemaErrors } from './__testUtils__/schemaErrors';
import { objectsOf, scanLabelled } from './__testUtils__/truth/scanLabelled';
import { LABELLED } from './__testUtils__/truth/truthSet';

interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string };
}

/** One thing to paste, with the objects that it meets. */
interface Pasted {
  check: string;
  subject: string;
  remediation: Remediation;
  objects: readonly KubernetesObject[];
  /** `apps/Deployment` and the like of the custom resource that owns the subject. */
  operator?: string;
}

const groupOf = (apiVersion = '') =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : '';

function pastedOf(
  { verdicts, subjects }: ScanResult,
  objects: readonly KubernetesObject[],
): readonly Pasted[] {
  const roots = new Map(
    subjects.map(({ subject, fixRoot }) => [JSON.stringify(subject), fixRoot]),
  );
  return verdicts.flatMap(({ check, subject, occurrences }) =>
    occurrences.map(({ remediation, fixRoot }) => {
      const root = fixRoot ?? roots.get(JSON.stringify(subject));
      const [group, kind] = (root?.key ?? '').split('/').slice(-3);
      return {
        check,
        subject: `${subject.kind} ${subject.namespace ?? ''}/${subject.name}`,
        remediation,
        objects,
        ...(root?.type === 'operator' && { operator: `${group}/${kind}` }),
      };
    }),
  );
}

function targetOf({ remediation: { target }, objects }: Pasted) {
  return objects.find(
    ({ apiVersion, kind, metadata }) =>
      kind === target?.kind &&
      groupOf(apiVersion) === groupOf(target?.apiVersion) &&
      metadata?.name === target?.name &&
      (target?.namespace === undefined ||
        metadata?.namespace === undefined ||
        metadata.namespace === target.namespace),
  );
}

const isBuiltIn = (apiVersion: string) =>
  /^(v1|(apps|batch|policy|autoscaling)\/.+|[^/]+\.k8s\.io\/.+)$/.test(
    apiVersion,
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const names = (value: unknown, key: string): readonly string[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([field, inner]) =>
        field === key && Array.isArray(inner)
          ? inner.flatMap(entry =>
              isRecord(entry) ? [String(entry.name)] : [],
            )
          : names(inner, key),
      )
    : [];

async function patchFaults(pasted: Pasted): Promise<readonly string[]> {
  const { target, content } = pasted.remediation;
  if (!target) return ['a patch without a target'];
  const patch: unknown = parse(content, { version: '1.1' });
  if (!isRecord(patch) || Object.keys(patch).length === 0) {
    return ['the patch is no map'];
  }
  const object = targetOf(pasted);
  if (!object) return [];
  if (!isBuiltIn(target.apiVersion)) {
    const merged = mergePatch(object, patch) as KubernetesObject;
    const kept =
      merged.kind === object.kind &&
      merged.apiVersion === object.apiVersion &&
      merged.metadata?.name === object.metadata?.name;
    return kept ? [] : ['the patch makes another object of it'];
  }
  const merged = strategicMergePatch(object, patch);
  const before = await schemaErrors(object);
  const added = (await schemaErrors(merged)).filter(
    error => !before.includes(error),
  );
  const strangers = ['containers', 'initContainers'].flatMap(list =>
    names(merged, list).filter(name => !names(object, list).includes(name)),
  );
  return [
    ...added.map(error => `merged: ${error}`),
    ...strangers.map(name => `the patch makes a container ${name}`),
    ...(JSON.stringify(merged) === JSON.stringify(object)
      ? ['the patch changes nothing']
      : []),
  ];
}

async function manifestFaults({
  remediation,
}: Pasted): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const document of parseAllDocuments(remediation.content)) {
    if (document.errors.length > 0) faults.push(document.errors[0].message);
    const object = document.toJS() as KubernetesObject | null;
    if (object === null) continue;
    // What a control plane reads from its disk is no object and has no name.
    if (object.apiVersion?.endsWith('.config.k8s.io/v1')) continue;
    if (!object.apiVersion || !object.kind || !object.metadata?.name) {
      faults.push('a manifest without apiVersion, kind or name');
    } else if (isBuiltIn(object.apiVersion)) {
      faults.push(...(await schemaErrors(object)));
    }
  }
  return faults;
}

function commandFaults({ remediation: { content } }: Pasted) {
  const { status, stderr } = spawnSync('bash', ['-n', '-c', content], {
    encoding: 'utf8',
  });
  const bare = content.replace(/'[^']*'|"[^"]*"|<<[-'"\w]+/g, '');
  return [
    ...(status === 0 ? [] : [`bash: ${stderr.trim()}`]),
    // Pasted as it is, <name> would read a file.
    ...(/<[A-Za-z][\w -]*>/.test(bare)
      ? ['a placeholder is a redirection']
      : []),
  ];
}

function aimFaults({ remediation: { target, type }, operator }: Pasted) {
  const isAside =
    operator !== undefined &&
    type === 'patch' &&
    target !== undefined &&
    ['apps', 'batch'].includes(groupOf(target.apiVersion));
  return isAside ? [`${operator} would undo a change of ${target.kind}`] : [];
}

async function faultsOf(pasted: Pasted): Promise<readonly string[]> {
  const { remediation } = pasted;
  const byType = {
    patch: patchFaults,
    manifest: manifestFaults,
    command: commandFaults,
    steps: () => [],
  };
  const faults = [
    ...(await byType[remediation.type](pasted)),
    ...aimFaults(pasted),
    ...(remediation.content.trim() === '' ? ['it is empty'] : []),
    ...(remediation.summary.trim() === '' ? ['it has no summary'] : []),
  ];
  return faults.map(fault => `${pasted.check} ${pasted.subject}: ${fault}`);
}

async function allFaults(all: readonly Pasted[]): Promise<readonly string[]> {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const pasted of all) {
    const key = JSON.stringify([
      pasted.check,
      pasted.subject,
      pasted.remediation,
    ]);
    if (seen.has(key)) continue;
    seen.add(key);
    faults.push(...(await faultsOf(pasted)));
  }
  return [...new Set(faults)].sort();
}

const clusters = LABELLED.filter(
  cluster => cluster !== 'recorded' || hasRecording,
);

/** The cases of every check that has them in a table. */
const cases: readonly CheckCase[] = readdirSync(__dirname, {
  withFileTypes: true,
})
  .filter(entry => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(__dirname, name))
      .filter(file => file.endsWith('.cases.ts'))
      .flatMap(file =>
        Object.values(
          jest.requireActual<Record<string, unknown>>(
            join(__dirname, name, file),
          ),
        ),
      ),
  )
  .flatMap(exported => (Array.isArray(exported) ? exported : []))
  .filter(one => isRecord(one) && 'check' in one && 'objects' in one);

const cart = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'cart' } },
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'app', image: 'cart:1' }] },
    },
  },
};

describe('what cannot be pasted', () => {
  const { apiVersion, kind, metadata } = cart;
  const patch = (content: string): Remediation => ({
    summary: 'Change it.',
    type: 'patch',
    target: { apiVersion, kind, ...metadata },
    content,
  });
  const command = (content: string): Remediation => ({
    summary: 'Change it.',
    type: 'command',
    content,
  });
  const manifest = (content: string): Remediation => ({
    summary: 'Make it.',
    type: 'manifest',
    content,
  });

  it.each([
    [patch('spec: {replicas: two}'), 'merged: /spec/replicas must be integer'],
    [
      patch('spec: {template: {spec: {containers: [{name: other}]}}}'),
      'the patch makes a container other',
    ],
    [patch('metadata: {name: cart}'), 'the patch changes nothing'],
    [command('kubectl delete "pod'), 'bash: '],
    [command('kubectl delete pod <name>'), 'a placeholder is a redirection'],
    [manifest('kind: Pod'), 'a manifest without apiVersion, kind or name'],
    [
      manifest('{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}'),
      '/spec must have required property containers',
    ],
  ])('is told: %j', async (remediation, fault) => {
    const faults = await faultsOf({
      check: 'c',
      subject: 's',
      remediation,
      objects: [cart],
    });
    expect(faults.join()).toContain(fault);
  });

  it('is a change that an operator would undo', async () => {
    const faults = await faultsOf({
      check: 'c',
      subject: 's',
      remediation: patch('spec: {replicas: 2}'),
      objects: [cart],
      operator: 'acme.io/Shop',
    });
    expect(faults).toEqual([
      'c s: acme.io/Shop would undo a change of Deployment',
    ]);
  });
});

describe('remediations can be pasted', () => {
  it.each(clusters)(
    'in %s',
    async cluster => {
      const result = await scanLabelled(cluster);
      const all = pastedOf(result, await objectsOf(cluster));
      expect(all.length).toBeGreaterThan(20);
      expect(await allFaults(all)).toEqual([]);
    },
    60_000,
  );

  it('in the fixtures of the checks', async () => {
    expect(cases.length).toBeGreaterThan(500);
    const all: Pasted[] = [];
    for (const { check, objects, options, state } of cases) {
      if (state !== 'warn' && state !== 'fail') continue;
      const result = await scanObjects([check], objects, options);
      all.push(...pastedOf(result, objects as readonly KubernetesObject[]));
    }
    expect(await allFaults(all)).toEqual([]);
  }, 120_000);
});
