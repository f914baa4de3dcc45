import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { orphanStorage as check } from './orphanStorage';
import { orphanStorageCases, volume } from './orphanStorage.cases';

describeCases(orphanStorageCases);

describe('cost-orphan-storage', () => {
  it('names each object, its size, its former claim and the commands', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        volume('old', '20Gi', {
          phase: 'Released',
          lastPhaseTransitionTime: '2026-10-01T00:00:00Z',
        }),
      ],
    });
    expect(occurrences).toHaveLength(1);
    const [{ discriminator, reasons, remediation }] = occurrences;
    expect(discriminator).toBe('PersistentVolume/old');
    expect(reasons[0].message).toMatch(
      /^Volume old \(20Gi\) has been Released for \d+ days; it belonged to claim shop\/claim-of-old\.$/,
    );
    expect(remediation.content).toContain(
      'kubectl delete persistentvolume old',
    );
  });
});
