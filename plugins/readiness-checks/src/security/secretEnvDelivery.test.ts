import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment } from '../__fixtures__/objects';
import { secretEnvDelivery as check } from './secretEnvDelivery';
import { secretEnvDeliveryCases } from './secretEnvDelivery.cases';
import { withKey } from './secretSourced.cases';

describeCases(secretEnvDeliveryCases);

describe('sec-secret-env-delivery', () => {
  it('mounts the Secret into the container that reads it', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [deployment(withKey('db'))],
    });
    expect(occurrences[0].remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'Deployment', name: 'app' },
    });
    expect(occurrences[0].remediation.content).toContain(
      'mountPath: "/run/secrets/db"',
    );
  });
});
