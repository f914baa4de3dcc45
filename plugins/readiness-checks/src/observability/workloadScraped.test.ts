import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { workloadScraped as check } from './workloadScraped';
import {
  scraper,
  serviceMonitor,
  shop,
  workloadScrapedCases,
} from './workloadScraped.cases';

describeCases(workloadScrapedCases);

describe('obs-metrics-workload-scraped', () => {
  const fix = async (objects: readonly unknown[], liveTargets?: []) =>
    (
      await verdictOf({
        check,
        objects,
        options: liveTargets && { signals: { liveTargets } },
      })
    ).occurrences[0].remediation;

  it('writes a monitor that the Prometheus asks for and that selects the Service', async () => {
    const { content, target } = await fix([...shop(), scraper()], []);
    expect(target).toMatchObject({ kind: 'ServiceMonitor', namespace: 'shop' });
    const manifest = parse(content);
    expect(manifest.metadata.labels).toEqual({ release: 'kps' });
    const after = await verdictOf({
      check,
      objects: [...shop(), scraper(), manifest],
    });
    expect(after.state).toBe('warn');
  });

  it('labels a monitor that no Prometheus asks for', async () => {
    expect(
      await fix([...shop(), scraper(), serviceMonitor({}, { labels: {} })]),
    ).toMatchObject({
      type: 'patch',
      content: 'metadata:\n  labels:\n    release: kps\n',
    });
  });
});
