import { provenanceOf } from './provenance';

const object = (parts: {
  namespace?: string | undefined;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}) => ({
  apiGroup: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'cart',
  labels: {},
  annotations: {},
  ...parts,
});

const tracked = (id: string, parts: { namespace?: string } = {}) =>
  provenanceOf(
    object({ annotations: { 'argocd.argoproj.io/tracking-id': id }, ...parts }),
  );

describe('provenanceOf', () => {
  it('takes a tracking id that names the very object, and no other', () => {
    const own = { tool: 'argocd', application: 'web' };
    expect(tracked('web:apps/Deployment:shop/cart')).toEqual(own);
    expect(tracked('web:apps/Deployment:shop/other')).toBeUndefined();
    expect(tracked('web:apps/StatefulSet:shop/cart')).toBeUndefined();
    expect(tracked('web:/Deployment:shop/cart')).toBeUndefined();
    expect(tracked(':apps/Deployment:shop/cart')).toBeUndefined();
    expect(tracked('nonsense')).toBeUndefined();
  });

  it('takes any namespace in the id of a cluster-scoped object', () => {
    const clusterScoped = { namespace: undefined };
    expect(tracked('web:apps/Deployment:argocd/cart', clusterScoped)).toEqual({
      tool: 'argocd',
      application: 'web',
    });
    expect(
      tracked('web:apps/Deployment:argocd/xcart', clusterScoped),
    ).toBeUndefined();
  });

  it('prefers Flux to the Helm that Flux runs', () => {
    const helm = { 'meta.helm.sh/release-name': 'cart' };
    expect(provenanceOf(object({ annotations: helm }))).toEqual({
      tool: 'helm',
      namespace: 'shop',
      release: 'cart',
    });
    expect(
      provenanceOf(
        object({
          annotations: helm,
          labels: {
            'helm.toolkit.fluxcd.io/name': 'cart',
            'helm.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        }),
      ),
    ).toEqual({ tool: 'helmrelease', namespace: 'flux-system', name: 'cart' });
  });

  it('takes the label of an instance for nothing', () => {
    expect(
      provenanceOf(object({ labels: { 'app.kubernetes.io/instance': 'web' } })),
    ).toBeUndefined();
  });
});
