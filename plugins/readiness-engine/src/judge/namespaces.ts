import {
  type Environment,
  ENVIRONMENTS,
} from '@readiness/backstage-plugin-readiness-common';
import type { NamespaceClass } from '../check';
import type { RuleConfig } from '../contracts';
import type { NamespaceObject } from '../inventory/objects';
import { globMatch } from '../matching/globMatch';

const SYSTEM = ['kube-system', 'kube-public', 'kube-node-lease'];

/** Label or annotation by which a namespace says that it is the platform's. */
const CLASS_KEY = 'readiness.io/namespace-class';
const ENVIRONMENT_KEY = 'readiness.io/environment';
const OWNER_KEY = 'backstage.io/owner';

const ENTITY_REF = /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/;

export interface NamespaceLookup {
  classOf(namespace: string): NamespaceClass;
  environmentOf(namespace: string): Environment;
  /** The declared owner as a full ref; `undefined` where none is, or malformed. */
  ownerOf(namespace: string): string | undefined;
}

function said(
  namespace: NamespaceObject | undefined,
  key: string,
): string | undefined {
  return namespace?.annotations[key] ?? namespace?.labels[key];
}

/**
 * The annotation holds a full ref; a label cannot, so its value names a Group
 * of the default namespace (decision D2).
 */
function declaredOwner(namespace: NamespaceObject): string | undefined {
  const annotated = namespace.annotations[OWNER_KEY]?.trim().toLowerCase();
  const labelled = namespace.labels[OWNER_KEY]?.toLowerCase();
  const ref = annotated ?? (labelled && `group:default/${labelled}`);
  return ref && ENTITY_REF.test(ref) ? ref : undefined;
}

/** Class, environment and owner of namespaces (`catalogue/00` §0.3). */
export function namespaceLookup(
  namespaces: readonly NamespaceObject[],
  config: Pick<RuleConfig, 'systemNamespaces' | 'platformNamespaces'>,
  defaultEnvironment: Environment,
): NamespaceLookup {
  const byName = new Map(namespaces.map(entry => [entry.name, entry]));
  const classes = new Map<string, NamespaceClass>();
  const classify = (name: string): NamespaceClass => {
    const isIn = (globs: readonly string[]) =>
      globs.some(glob => globMatch(glob, name));
    if (isIn([...SYSTEM, ...config.systemNamespaces])) return 'system';
    const own = said(byName.get(name), CLASS_KEY);
    if (own === 'platform' || own === 'tenant') return own;
    return isIn(config.platformNamespaces) ? 'platform' : 'tenant';
  };
  return {
    classOf: name => {
      const known = classes.get(name) ?? classify(name);
      classes.set(name, known);
      return known;
    },
    environmentOf: name => {
      const own = said(byName.get(name), ENVIRONMENT_KEY);
      return (
        ENVIRONMENTS.find(environment => environment === own) ??
        defaultEnvironment
      );
    },
    ownerOf: name => {
      const namespace = byName.get(name);
      return namespace && declaredOwner(namespace);
    },
  };
}
