import type { ImageVerification } from '../inventory/objects';
import { at, flag, items, text, texts } from './fields';
import { kyvernoMatch } from './kyvernoMatch';

/** Of a rule or of the whole policy; `Audit` where neither says. */
function isEnforced(block: unknown, spec: unknown): boolean {
  const action =
    text(at(block, 'failureAction')) ??
    text(at(spec, 'validationFailureAction'));
  return (
    action?.toLowerCase() === 'enforce' && flag(at(block, 'required')) !== false
  );
}

function failsOpen(spec: unknown): boolean {
  const policy =
    text(at(spec, 'webhookConfiguration', 'failurePolicy')) ??
    text(at(spec, 'failurePolicy'));
  return policy === 'Ignore';
}

/**
 * The `verifyImages` rules of a Kyverno policy, one entry for each block.
 *
 * @see https://kyverno.io/docs/policy-types/cluster-policy/verify-images/
 */
export function kyvernoImages(raw: unknown): {
  verifies?: readonly ImageVerification[];
} {
  const spec = at(raw, 'spec');
  const verifies = items(at(spec, 'rules')).flatMap(rule => {
    const match = kyvernoMatch(rule);
    return items(at(rule, 'verifyImages')).map(block => ({
      enforced: isEnforced(block, spec),
      failOpen: failsOpen(spec),
      images: texts(at(block, 'imageReferences')),
      skipped: texts(at(block, 'skipImageReferences')),
      ...match,
      conditional:
        match.conditional ||
        items(at(spec, 'validationFailureActionOverrides')).length > 0,
    }));
  });
  return verifies.length > 0 ? { verifies } : {};
}
