import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { secretManagerPresent as check } from './secretManager';
import { secretManagerCases } from './secretManager.cases';

describeCases(secretManagerCases);

describe('findings of sec-secret-manager-present', () => {
  it('are one for each store, with what says why', async () => {
    const store = (kind: string, metadata: object) => ({
      apiVersion: 'external-secrets.io/v1',
      kind,
      metadata,
      status: { conditions: [{ type: 'Ready', status: 'False' }] },
    });
    const { occurrences } = await verdictOf({
      check,
      objects: [
        store('ClusterSecretStore', { name: 'vault' }),
        store('SecretStore', { name: 'aws', namespace: 'shop' }),
      ],
    });
    expect(
      occurrences.map(one => [one.discriminator, one.remediation.content]),
    ).toEqual([
      ['SecretStore shop/aws', 'kubectl describe secretstore aws -n shop'],
      ['ClusterSecretStore vault', 'kubectl describe clustersecretstore vault'],
    ]);
  });
});
