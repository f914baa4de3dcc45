import { impliedNamespaces } from './impliedNamespaces';

describe('impliedNamespaces', () => {
  const object = (kind: string, name: string, namespace?: string) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  });

  it('adds the namespaces that are used and those of every cluster', () => {
    const objects = [
      object('Pod', 'a', 'shop'),
      object('Pod', 'b', 'bank'),
      object('Namespace', 'bank'),
    ];
    const names = impliedNamespaces(objects, 0).map(
      ({ metadata }) => metadata.name,
    );
    expect(names.sort()).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
      'shop',
    ]);
  });
});
