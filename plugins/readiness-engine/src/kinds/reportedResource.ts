import { controllingOwner } from './controller';
import { at, word } from './fields';

const RESOURCE = 'trivy-operator.resource';

/**
 * What a report of the Trivy Operator is about. A name that is no label value
 * stands in an annotation and in the owner reference, the label has its hash.
 */
export function reportedResource(
  raw: unknown,
): { kind: string; name: string } | undefined {
  const metadata = at(raw, 'metadata');
  const owner = controllingOwner(raw);
  const kind = word(at(metadata, 'labels', `${RESOURCE}.kind`)) ?? owner?.kind;
  const name =
    word(at(metadata, 'labels', `${RESOURCE}.name`)) ??
    word(at(metadata, 'annotations', `${RESOURCE}.name`)) ??
    owner?.name;
  return kind !== undefined && name !== undefined ? { kind, name } : undefined;
}
