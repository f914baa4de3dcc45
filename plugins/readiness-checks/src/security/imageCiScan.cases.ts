import { container } from '../__fixtures__/objects';
import type { CheckCase } from '../__fixtures__/checkCases';
import { ciScan, DIGEST, OTHER, running, service } from './__fixtures__/images';
import { imageCiScan as check } from './imageCiScan';

const annotated = (value: string) => ({
  ...service,
  annotations: { ...service.annotations, 'readiness.io/ci-scan': value },
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a scan of the digest that runs, before it was deployed, with a gate',
    objects: running(),
    options: { evidence: [ciScan()] },
    state: 'pass',
    codes: ['scanned-before-deployment'],
  },
  {
    it: 'takes the digest from an artefact as well',
    objects: running(),
    options: {
      evidence: [
        ciScan({
          validation: { kind: 'appProbe', result: 'passed' },
          artefacts: [{ url: `https://registry.example.com/app@${DIGEST}` }],
        }),
      ],
    },
    state: 'pass',
  },
  {
    it: 'warns where the record is on another build (a rebuild without a scan)',
    objects: running({ imageId: `registry.example.com/shop/app@${OTHER}` }),
    options: { evidence: [ciScan()] },
    state: 'warn',
    codes: ['not-this-image'],
    without: ['not-blocking'],
  },
  {
    it: 'warns where nothing says that the gate stops the build',
    objects: running(),
    options: {
      evidence: [
        ciScan({
          validation: undefined,
          artefacts: [{ url: `https://ci.example.com/${DIGEST}` }],
        }),
      ],
    },
    state: 'warn',
    codes: ['not-blocking'],
    without: ['not-this-image'],
  },
  {
    it: 'warns of a scan after the deployment',
    objects: running(),
    options: { evidence: [ciScan({ performedAt: '2026-11-16T00:00:00Z' })] },
    state: 'warn',
    codes: ['after-deployment'],
  },
  {
    it: 'warns of a partial scan',
    objects: running(),
    options: { evidence: [ciScan({ outcome: 'partial' })] },
    state: 'warn',
    codes: ['partial-scan'],
  },
  {
    it: 'warns where the owner only says so',
    objects: running(),
    options: { entities: [annotated('https://ci.example.com/app')] },
    state: 'warn',
    codes: ['claimed-only'],
  },
  {
    it: 'fails where the owner says that there is none',
    objects: running(),
    options: { entities: [annotated('none')] },
    state: 'fail',
    codes: ['none-declared'],
  },
  {
    it: 'fails when the newest scan failed',
    objects: running(),
    options: {
      evidence: [
        ciScan(),
        ciScan({
          id: 'newer',
          performedAt: '2026-11-20T00:00:00Z',
          outcome: 'failed',
        }),
      ],
    },
    state: 'fail',
    codes: ['scan-failed'],
  },
  {
    it: 'fails when every record has lapsed',
    objects: running(),
    options: { evidence: [ciScan({ expiresAt: '2026-11-20T00:00:00Z' })] },
    state: 'fail',
    codes: ['lapsed'],
  },
  {
    it: 'fails without a record where pipelines record theirs',
    objects: running(),
    options: { params: { recorded: true } },
    state: 'fail',
    codes: ['not-scanned'],
  },
  {
    it: 'does not know without a record',
    objects: running(),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not take the scan of another service for its own',
    objects: running(),
    options: {
      evidence: [ciScan({ subjects: ['entity:component:default/other'] })],
    },
    state: 'unknown',
  },
  {
    it: 'does not know what runs when pods may not be read',
    objects: running(),
    options: { forbidden: ['pods'], evidence: [ciScan()] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not apply to images of others',
    objects: running({
      containers: [
        container({ image: 'quay.io/prometheus/prometheus:v3.7.3' }),
      ],
    }),
    options: { params: { recorded: true } },
    state: 'na',
    codes: ['third-party'],
  },
  {
    it: 'does not apply to what configuration calls an image of others',
    objects: running(),
    options: { params: { thirdParty: ['registry.example.com/*'] } },
    state: 'na',
    codes: ['third-party'],
  },
];

export const imageCiScanCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  options: { entities: [service], ...one.options },
  check,
}));
