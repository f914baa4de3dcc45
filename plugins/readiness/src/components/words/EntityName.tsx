import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useMessages } from '../../translation';

function isEntityRef(ref: string): boolean {
  try {
    parseEntityRef(ref);
    return true;
  } catch {
    return false;
  }
}

/**
 * A link to a catalog entity. Owners may also be names without an entity, such
 * as "unowned": those are text.
 */
export function EntityName({ entityRef }: { entityRef: string }) {
  const t = useMessages();
  if (isEntityRef(entityRef)) {
    return <EntityRefLink entityRef={entityRef} hideIcon />;
  }
  return <>{entityRef === 'unowned' ? t('state.unowned') : entityRef}</>;
}
