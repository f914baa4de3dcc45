import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { secretSyncHealthy as check } from './secretSync';
import { externalSecret, mounting, secretSyncCases } from './secretSync.cases';

describeCases(secretSyncCases);

describe('findings of sec-secret-sync-healthy', () => {
  const frozen = externalSecret({ refreshPolicy: 'CreatedOnce' });

  it('belong to the service that names the Secret, and else to the platform', async () => {
    const entities = [
      {
        ref: 'component:default/shop',
        annotations: { 'backstage.io/kubernetes-id': 'shop' },
      },
    ];
    const states = async (objects: readonly unknown[]) =>
      Object.fromEntries(
        (await judgeOne(check, objects, { entities })).map(
          ({ subject, state }) => [subject.type, state],
        ),
      );
    expect(await states([frozen, mounting])).toEqual({
      entity: 'warn',
      cluster: 'na',
    });
    const unused = { ...frozen, metadata: { name: 'x', namespace: 'shop' } };
    expect(await states([unused, mounting])).toEqual({
      entity: 'na',
      cluster: 'warn',
    });
  });

  it('bring the interval that is missing', async () => {
    const { occurrences } = await verdictOf({ check, objects: [frozen] });
    expect(occurrences[0].remediation.content).toBe(
      `kubectl patch externalsecret db -n shop --type=merge -p '{"spec":{"refreshPolicy":"Periodic","refreshInterval":"1h"}}'`,
    );
  });
});
