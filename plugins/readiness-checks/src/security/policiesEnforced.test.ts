import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { policiesEnforcedCases } from './policiesEnforced.cases';

describeCases(policiesEnforcedCases);

describe('remediation of sec-netpol-enforced', () => {
  it('turns the policy agent of the VPC CNI on', async () => {
    const one = policiesEnforcedCases.find(({ it: title }) =>
      title.includes('plain VPC CNI'),
    );
    if (!one) throw new Error('no case');
    const { occurrences } = await verdictOf(one);
    expect(occurrences[0].remediation.content).toContain(
      'aws eks update-addon',
    );
  });
});
