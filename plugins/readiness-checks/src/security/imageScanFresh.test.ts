import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { report, running } from './__fixtures__/images';
import { imageScanFresh as check } from './imageScanFresh';
import { imageScanFreshCases } from './imageScanFresh.cases';

describeCases(imageScanFreshCases);

describe('remediation of sec-image-scan-fresh', () => {
  it('looks for the workload in the log of the scanner', async () => {
    const { occurrences } = await verdictOf({
      check,
      subject: 'app',
      objects: [...running(), report({ resource: 'app-11aa' })],
    });
    const { type, content } = occurrences[0].remediation;
    expect(type).toBe('command');
    expect(content).toContain('grep -F app');
    expect(content).toContain(
      'trivy image --severity CRITICAL,HIGH registry.example.com/shop/app:1.4.2',
    );
  });
});
