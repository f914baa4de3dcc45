import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { enforcementProvenCases } from './enforcementProven.cases';

describeCases(enforcementProvenCases);

describe('remediation of sec-pss-enforcement-proven', () => {
  it('tries a namespace that enforces a level', async () => {
    const one = enforcementProvenCases.find(({ codes }) =>
      codes?.includes('never-denied'),
    );
    if (!one) throw new Error('no case');
    const { occurrences } = await verdictOf(one);
    expect(occurrences[0].remediation.content).toContain('-n shop');
  });
});
