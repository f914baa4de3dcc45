import {
  defineCheck,
  evidence,
  found,
  globMatch,
  na,
  pass,
  undecidable,
  workloads,
  type EvidenceRecord,
  type Judgement,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { parseImage } from '../imageReference';
import { shellWord } from '../shellWord';
import { ciScans, isValid, namesDigest, runsSince } from './ciScans';
import { THIRD_PARTY_IMAGES } from './thirdPartyImages';

/** Where the owner answers without a record: the address of the scan, or `none`. */
const ANNOTATION = 'readiness.io/ci-scan';

/** An image that the entity's own pipeline builds, as its containers run it. */
interface OwnImage {
  image: string;
  /** Under which it runs; empty where no pod says so. */
  digests: readonly string[];
  /** Epoch ms; since when it runs. */
  since?: number;
}

function isThirdParty(image: string, patterns: readonly string[]): boolean {
  const reference = parseImage(image);
  if (!reference) return false;
  const name = `${reference.registry}/${reference.repository}`;
  return patterns.some(pattern => globMatch(pattern, name));
}

function ownImages(
  seen: readonly Workload[],
  thirdParty: readonly string[],
): readonly OwnImage[] {
  return seen.flatMap(workload =>
    (workload.template?.containers ?? []).flatMap(({ name, image = '' }) => {
      if (isThirdParty(image, thirdParty)) return [];
      const running = workload.live.images
        .filter(({ container }) => container === name)
        .flatMap(
          ({ imageId }) => imageId.match(/sha256:[0-9a-f]{64}$/)?.[0] ?? [],
        );
      const written = parseImage(image)?.digest;
      return [
        {
          image,
          digests: [...new Set([...running, ...(written ? [written] : [])])],
          since: runsSince(workload),
        },
      ];
    }),
  );
}

function occurrence(
  state: Occurrence['state'],
  reasons: readonly Reason[],
  images: readonly OwnImage[],
): Occurrence {
  const [first] = images;
  const image = shellWord(first.image.split('@')[0]);
  const digest = first.digests[0] ?? '$DIGEST';
  return {
    state,
    reasons,
    remediation: {
      summary:
        'Scan the image in the pipeline, stop the build on what can be fixed, and record the scan.',
      type: 'command',
      content: [
        `trivy image --exit-code 1 --severity CRITICAL --ignore-unfixed ${image}`,
        `trivy image --format cosign-vuln --output scan.json ${image}`,
        `cosign attest --type vuln --predicate scan.json ${image}@${digest}`,
        '',
      ].join('\n'),
      note: 'Record it from the pipeline as evidence of kind ci-scan for the service: validation result passed when the gate breaks the build, with the digests in its detail, and the report as artefact. An image that is scanned again every day adds rescanHours: 24 under measured.',
    },
  };
}

/** What keeps a successful scan from being about what runs. */
function shortcomings(
  record: EvidenceRecord,
  images: readonly OwnImage[],
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (record.outcome === 'partial') {
    reasons.push({
      code: 'partial-scan',
      message: 'The newest recorded scan was partial.',
    });
  }
  if (record.validation?.result !== 'passed') {
    reasons.push({
      code: 'not-blocking',
      message:
        'The record does not say that the pipeline stops on what it finds (validation passed).',
    });
  }
  const unbound = images.filter(
    ({ digests }) =>
      digests.length === 0 ||
      !digests.every(digest => namesDigest(record, digest)),
  );
  if (unbound.length > 0) {
    reasons.push({
      code: 'not-this-image',
      message: `The record does not name the digest that runs of ${[
        ...new Set(unbound.map(({ image }) => image)),
      ].join(', ')}: another build may have been scanned.`,
    });
  }
  const performedAt = Date.parse(record.performedAt);
  if (images.some(({ since }) => since !== undefined && since < performedAt)) {
    reasons.push({
      code: 'after-deployment',
      message:
        'The scan was made after its image had been deployed: nothing could have stopped it.',
    });
  }
  return reasons;
}

function judgeRecords(
  records: readonly EvidenceRecord[],
  images: readonly OwnImage[],
  now: number,
): Judgement {
  const [newest] = records;
  const fails = (code: string, message: string) =>
    found([occurrence('fail', [{ code, message }], images)]);
  if (newest.outcome === 'failed') {
    return fails('scan-failed', 'The newest recorded scan failed.');
  }
  const valid = records.filter(
    record => record.outcome !== 'failed' && isValid(record, now),
  );
  if (valid.length === 0) {
    return fails(
      'lapsed',
      'No recorded scan is valid any more: nothing that was built since is known to have been scanned.',
    );
  }
  const [best] = valid
    .map(record => shortcomings(record, images))
    .sort((a, b) => a.length - b.length);
  return best.length > 0
    ? found([occurrence('warn', best, images)])
    : pass({
        code: 'scanned-before-deployment',
        message:
          'Every image of its own was scanned before it was deployed, and the pipeline stops on what can be fixed.',
      });
}

/** `sec-image-ci-scan` (`catalogue/20` S5). */
export const imageCiScan = defineCheck({
  id: 'sec-image-ci-scan',
  title: 'Images are scanned in the CI pipeline',
  dimension: 'security',
  control: 'S5',
  scope: { types: ['entity'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'ci-scan',
  gate: 'configured',
  reads: [...workloads({ live: true }), evidence('ci-scan')],
  params: { recorded: false, thirdParty: THIRD_PARTY_IMAGES },
  texts: {
    why: 'The pipeline is the last place where a vulnerable image costs nothing: it is not deployed yet. A scanner in the cluster finds the same things when they already run.',
    rules: {
      pass: 'A recorded scan (evidence of kind ci-scan) names the digest of every image of its own that runs, was made before it was deployed, and its gate stops the build.',
      warn: 'A scan is recorded, of another digest, after the deployment, partial or without a gate; or the annotation readiness.io/ci-scan says where images are scanned, which nobody can bind to what runs.',
      fail: 'The newest recorded scan failed, or all have lapsed; the annotation says none; or there is no record although pipelines record their scans (parameter recorded).',
      na: 'Its workloads run images of others only (parameter thirdParty): sec-image-scan-fresh and admission see to those.',
      unknown:
        'Nothing is recorded and nothing says that it would be; or pods cannot be read.',
    },
    traps: [
      'A scanner in the cluster is no scan in the pipeline.',
      'A rebuild without a new scan keeps the old record: it does not name the new digest.',
      'A scan of the base image alone names its digest, not that of what runs.',
      'Registries are not asked for attestations: only the record is read.',
    ],
    fix: 'Scan before you push, break the build on what can be fixed, and record the scan with its digest.',
    references: [
      'https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md',
    ],
  },
  judge(subject, inventory, context) {
    const { entity } = subject;
    const seen = subject.workloads.filter(
      ({ classes }) => !classes.has('static') && !classes.has('parked'),
    );
    if (seen.length === 0) return na('no-workloads', 'It runs nothing here.');
    const images = ownImages(
      seen,
      context.params.thirdParty as readonly string[],
    );
    if (images.length === 0) {
      return seen.some(({ template }) => template)
        ? na('third-party', 'It runs images of others only.')
        : undecidable('template', 'No template and no live pod to read.');
    }
    const records = ciScans(entity.ref, inventory.evidence);
    if (records.length > 0) return judgeRecords(records, images, context.now);
    const claim = entity.annotations[ANNOTATION]?.trim();
    if (claim?.toLowerCase() === 'none') {
      return found([
        occurrence(
          'fail',
          [
            {
              code: 'none-declared',
              message: `Its owner says that no pipeline scans its images (${ANNOTATION}: none).`,
            },
          ],
          images,
        ),
      ]);
    }
    if (claim) {
      return found([
        occurrence(
          'warn',
          [
            {
              code: 'claimed-only',
              message: `Its owner says that a pipeline scans its images (${ANNOTATION}); no record names what runs.`,
            },
          ],
          images,
        ),
      ]);
    }
    if (context.params.recorded === true) {
      return found([
        occurrence(
          'fail',
          [
            {
              code: 'not-scanned',
              message: `No pipeline has recorded a scan for ${subjectKey(
                subject.subject,
              )}, and pipelines here record theirs.`,
            },
          ],
          images,
        ),
      ]);
    }
    return undecidable(
      'evidence',
      'No pipeline has recorded a scan, and nothing says that one would.',
    );
  },
});
