import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { exemptionsJustifiedCases } from './exemptionsJustified.cases';

describeCases(exemptionsJustifiedCases);

describe('findings of sec-pss-exemptions-justified', () => {
  it('name the exception that would explain them', async () => {
    const { occurrences } = await verdictOf(exemptionsJustifiedCases[0]);
    expect(occurrences).toMatchObject([
      {
        discriminator: 'privileged:shop',
        remediation: {
          content: expect.stringContaining('kubectl label namespace shop'),
          note: expect.stringContaining('rule privileged'),
        },
      },
    ]);
  });
});
