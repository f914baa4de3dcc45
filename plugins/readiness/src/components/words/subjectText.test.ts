import { checkoutWorkload, clusterAdmin } from '../../__fixtures__/findings';
import { keyText, subjectText } from './subjectText';

describe('subjectText', () => {
  it('names kind, name and place', () => {
    expect(subjectText(checkoutWorkload)).toBe(
      'Deployment checkout (prod-eu/shop)',
    );
    expect(
      subjectText({
        type: 'namespace',
        clusterName: 'prod-eu',
        namespace: 'shop',
        kind: 'Namespace',
        name: 'shop',
      }),
    ).toBe('Namespace shop (prod-eu)');
  });

  it('names a cluster by its name in the portal, not by its uid', () => {
    expect(subjectText(clusterAdmin.subject)).toBe('Cluster prod-eu');
  });

  it('names an entity by its ref', () => {
    const name = 'component:default/checkout';
    expect(subjectText({ type: 'entity', kind: 'component', name })).toBe(name);
  });
});

describe('keyText', () => {
  it('names what a key stands for', () => {
    expect(keyText('workload:uid-1/shop/apps/Deployment/cart')).toBe(
      'Deployment cart (shop)',
    );
  });

  it('leaves text that is no key', () => {
    expect(keyText('shop/cart')).toBe('shop/cart');
  });
});
