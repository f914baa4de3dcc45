import { fold } from '../testing/fold';
import { deployment } from '../testing/rawObjects';

describe('fixRootOf', () => {
  const titleOf = async (parts: Parameters<typeof deployment>[1]) => {
    const [found] = await fold([deployment('cart', parts)]);
    return found.fixRoot.title;
  };

  it('is the Argo CD application that tracks the object', async () => {
    const track = (id: string) =>
      titleOf({ annotations: { 'argocd.argoproj.io/tracking-id': id } });
    expect(await track('web:apps/Deployment:shop/cart')).toBe(
      'Argo CD application web',
    );
    // Copied from another object by a controller.
    expect(await track('web:apps/Deployment:shop/other')).toBe(
      'Deployment shop/cart',
    );
    expect(await track('nonsense')).toBe('Deployment shop/cart');
  });

  it('is what Flux or Helm delivered', async () => {
    expect(
      await titleOf({
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      }),
    ).toBe('Flux Kustomization flux-system/apps');
    expect(
      await titleOf({
        annotations: {
          'meta.helm.sh/release-name': 'cart',
          'meta.helm.sh/release-namespace': 'shop',
        },
      }),
    ).toBe('Helm release shop/cart');
  });

  it('is the controller where nothing else is known', async () => {
    const [found] = await fold([deployment('cart')]);
    expect(found.fixRoot).toEqual({
      type: 'controller',
      key: 'workload:test-cluster-uid/shop/apps/Deployment/cart',
      title: 'Deployment shop/cart',
    });
  });
});
