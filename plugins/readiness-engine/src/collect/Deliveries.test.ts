import type { ExtractedFact } from '../finding';
import { at, word } from '../kinds/fields';
import { optionalList, workloads } from '../reads';
import { aCheck } from '../testing/aCheck';
import { collect } from '../testing/collect';
import { deployment, raw, type Raw } from '../testing/rawObjects';

const fact = (name: string): ExtractedFact => ({ detector: 'test', name });

/** Sees the name of what it looks at, and throws at `broken`. */
const look = (object: unknown): readonly ExtractedFact[] => {
  const name = word(at(object, 'metadata', 'name')) ?? '';
  if (name === 'broken') throw new Error('broken');
  return [fact(name)];
};

const looking = aCheck({
  reads: [
    ...workloads(),
    optionalList('applications'),
    optionalList('helmReleases'),
  ],
  extract: {
    id: 'looking',
    run: () => [fact('template')],
    delivery: { applications: look, helmReleases: look },
  },
});

const application = (
  name: string,
  namespace: string,
  resources: readonly Raw[] = [],
) =>
  raw(
    'argoproj.io/v1alpha1',
    'Application',
    name,
    { namespace },
    { status: { resources } },
  );

const manages = (name: string) => ({
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name,
});

const release = (name: string) =>
  raw('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, {
    namespace: 'flux-system',
  });

const byArgo = (name: string, tracking: string) =>
  deployment(name, {
    annotations: {
      'argocd.argoproj.io/tracking-id': `${tracking}:apps/Deployment:shop/${name}`,
    },
  });

const byFlux = (name: string, by: string) =>
  deployment(name, {
    labels: {
      'helm.toolkit.fluxcd.io/name': by,
      'helm.toolkit.fluxcd.io/namespace': 'flux-system',
    },
  });

async function factsOf(
  objects: readonly Raw[],
  setup: Parameters<typeof collect>[1] = {},
) {
  const { inventory } = await collect(objects, { checks: [looking], ...setup });
  return Object.fromEntries(
    inventory.workloads
      .filter(({ namespace }) => namespace === 'shop')
      .map(({ name, facts }) => [name, facts.looking?.map(one => one.name)]),
  );
}

describe('facts of what delivers workloads', () => {
  it('join those of the workloads that it delivers, and of no others', async () => {
    expect(
      await factsOf([
        application('cart', 'argocd'),
        application('unused', 'argocd'),
        release('mail'),
        byArgo('cart', 'cart'),
        byFlux('mail', 'mail'),
        deployment('alone'),
      ]),
    ).toEqual({
      alone: ['template'],
      cart: ['template', 'cart'],
      mail: ['template', 'mail'],
    });
  });

  it('are found for applications outside the namespace of Argo CD', async () => {
    expect(
      await factsOf([
        application('cart', 'team-a'),
        byArgo('cart', 'team-a_cart'),
      ]),
    ).toEqual({ cart: ['template', 'cart'] });
  });

  it('are of the application that manages the workload, of two of one name', async () => {
    expect(
      await factsOf([
        application('cart', 'argocd', [manages('other')]),
        application('cart', 'team-a', [manages('cart')]),
        byArgo('cart', 'cart'),
      ]),
    ).toEqual({ cart: ['template', 'cart'] });
  });

  it('are missing where the look failed, so that nothing passes by it', async () => {
    expect(
      await factsOf([
        application('broken', 'argocd'),
        byArgo('cart', 'broken'),
        byArgo('mail', 'mail'),
      ]),
    ).toEqual({ cart: undefined, mail: ['template'] });
  });

  it('are read in the scan of an entity as well, whatever their namespace', async () => {
    const objects = [release('mail'), byFlux('mail', 'mail')];
    expect(await factsOf(objects, { namespaces: ['shop'] })).toEqual({
      mail: ['template', 'mail'],
    });
    const { source, paths } = await collect(objects, {
      checks: [looking],
      namespaces: ['shop'],
      forbidden: ['helmreleases'],
      allowedNamespaces: ['shop'],
    });
    expect(source('helmReleases')?.state).toBe('forbidden');
    expect(paths.filter(path => path.includes('/helmreleases'))).toEqual([
      '/apis/helm.toolkit.fluxcd.io/v2/helmreleases',
    ]);
  });

  it('do not make a scan of an entity read what nobody looks at', async () => {
    const reading = aCheck({
      reads: [...workloads(), optionalList('helmReleases')],
    });
    const { source } = await collect([release('mail')], {
      checks: [reading],
      namespaces: ['shop'],
    });
    expect(source('helmReleases')).toBeUndefined();
  });
});
