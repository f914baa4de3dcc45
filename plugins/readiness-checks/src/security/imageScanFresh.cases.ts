import {
  container,
  deployment,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import type { CheckCase } from '../__fixtures__/checkCases';
import {
  ciScan,
  DIGEST,
  OTHER,
  report,
  running,
  service,
} from './__fixtures__/images';
import { imageScanFresh as check } from './imageScanFresh';

const subject = 'app';
const LATEST = 'registry.example.com/shop/app:latest';

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a current report on the revision that runs',
    objects: [...running(), report()],
    state: 'pass',
    codes: ['scanned'],
  },
  {
    it: 'passes on the seventh day and warns after it',
    objects: [...running(), report({ scannedDaysAgo: 7 })],
    state: 'pass',
  },
  {
    it: 'warns when the report is older than seven days',
    objects: [...running(), report({ scannedDaysAgo: 8.5 })],
    state: 'warn',
    codes: ['report-old'],
  },
  {
    it: 'warns by the configured age',
    objects: [...running(), report({ scannedDaysAgo: 2.5 })],
    options: { thresholds: { 'scan.maxAgeDays': 1 } },
    state: 'warn',
  },
  {
    it: 'fails a report that is older than thirty days',
    objects: [...running(), report({ scannedDaysAgo: 31.5 })],
    state: 'fail',
    codes: ['report-old'],
  },
  {
    it: 'fails by the configured last day',
    objects: [...running(), report({ scannedDaysAgo: 12.5 })],
    options: { params: { failAfterDays: 10 } },
    state: 'fail',
  },
  {
    it: 'fails an image without a report where others have one (trap 20: it cannot be pulled)',
    objects: [
      ...running(),
      report({ resource: 'other-77c', container: 'other' }),
    ],
    state: 'fail',
    codes: ['no-report'],
  },
  {
    it: 'fails a second container without a report',
    objects: [
      ...running({
        containers: [
          container(),
          container({ name: 'proxy', image: 'envoy:1' }),
        ],
      }),
      report(),
    ],
    state: 'fail',
    codes: ['no-report'],
  },
  {
    it: 'fails where the report is on an old ReplicaSet (trap 20)',
    objects: [...running(), report({ resource: 'app-11aa' })],
    state: 'fail',
    codes: ['report-of-another-image'],
    without: ['no-report'],
  },
  {
    it: 'fails where the report is on the image before the last change',
    objects: [...running(), report({ artifact: { tag: '1.4.1' } })],
    state: 'fail',
    codes: ['report-of-another-image'],
  },
  {
    it: 'fails where the report is on an image of that name from another registry',
    objects: [...running(), report({ registry: 'mirror.example.com' })],
    state: 'fail',
    codes: ['report-of-another-image'],
  },
  {
    it: 'fails where a moving tag has moved since the scan',
    objects: [
      ...running({ image: LATEST }),
      report({ artifact: { tag: 'latest', digest: OTHER } }),
    ],
    state: 'fail',
    codes: ['report-of-another-image'],
  },
  {
    it: 'passes a moving tag whose digest was scanned',
    objects: [
      ...running({ image: LATEST }),
      report({ artifact: { tag: 'latest', digest: DIGEST } }),
    ],
    state: 'pass',
  },
  {
    it: 'passes a version whose report has the digest of the index',
    objects: [...running(), report({ artifact: { digest: OTHER } })],
    state: 'pass',
  },
  {
    it: 'passes what is pinned by the digest of the report',
    objects: [
      ...running({ image: `registry.example.com/shop/app@${DIGEST}` }),
      report({ artifact: { tag: '', digest: DIGEST } }),
    ],
    state: 'pass',
  },
  {
    it: 'fails what is pinned by another digest than that of the report',
    objects: [
      ...running({
        image: `registry.example.com/shop/app@${OTHER}`,
        imageId: `registry.example.com/shop/app@${OTHER}`,
      }),
      report({ artifact: { tag: '', digest: DIGEST } }),
    ],
    state: 'fail',
  },
  {
    it: 'passes the digest that runs, whatever the scanner names as its owner',
    objects: [
      ...running(),
      report({
        kind: 'Pod',
        resource: 'app-5d4f-x2k',
        artifact: { digest: DIGEST },
      }),
    ],
    state: 'pass',
  },
  {
    it: 'finds the resource whose name is no label value',
    objects: [
      ...running(),
      report({
        metadata: {
          labels: {
            'trivy-operator.resource.kind': 'ReplicaSet',
            'trivy-operator.resource.name-hash': '868458b9d6',
            'trivy-operator.container.name': 'app',
          },
          annotations: { 'trivy-operator.resource.name': 'app-5d4f' },
        },
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not know an age that the report does not tell',
    objects: [...running(), report({ scannedDaysAgo: null })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where the scanner leaves the namespace out',
    objects: [
      ...running(),
      {
        ...report(),
        metadata: {
          name: 'elsewhere',
          namespace: 'other',
          labels: { 'trivy-operator.container.name': 'app' },
        },
      },
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know without a scanner',
    objects: running(),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not apply where the pipeline scans every day and no scanner runs',
    objects: running(),
    options: {
      entities: [service],
      evidence: [ciScan({ measured: { rescanHours: 24 } })],
    },
    state: 'na',
    codes: ['scanned-by-ci'],
  },
  {
    it: 'does not take a lapsed record for daily scans',
    objects: running(),
    options: {
      entities: [service],
      evidence: [
        ciScan({
          measured: { rescanHours: 24 },
          expiresAt: '2026-11-20T00:00:00Z',
        }),
      ],
    },
    state: 'unknown',
  },
  {
    it: 'does not take one scan for daily ones',
    objects: running(),
    options: { entities: [service], evidence: [ciScan()] },
    state: 'unknown',
  },
  {
    it: 'does not know when reports may not be read',
    objects: [...running(), report()],
    options: { forbidden: ['vulnerabilityreports'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know what runs when pods may not be read',
    objects: [...running(), report()],
    options: { forbidden: ['pods'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate, report()],
    state: 'unknown',
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(podSpec()), report()],
    subject: 'etcd-node-1',
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'takes the newest revision where there are no pods yet',
    objects: [
      deployment(podSpec({ containers: [container({ image: LATEST })] })),
      ...running().slice(1, 2),
      report({ artifact: { tag: 'latest' } }),
    ],
    state: 'pass',
  },
];

export const imageScanFreshCases: readonly CheckCase[] = cases.map(one => ({
  subject,
  ...one,
  check,
}));
