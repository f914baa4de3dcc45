import {
  globMatch,
  type Inventory,
  type JudgeContext,
  type NamespaceObject,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { admissionWebhooks, leftOut } from './admissionWebhooks';
import {
  ENGINE_READS,
  enforcedLevel,
  type EnforcedLevel,
} from './enforcedLevel';
import { ENFORCE_LABEL } from './policyVersion';

/** The label by which Gatekeeper leaves a namespace out. */
const IGNORE_LABEL = 'admission.gatekeeper.sh/ignore';

type EngineKey = (typeof ENGINE_READS)[number]['provides'];

/** Everything that may say that something is not held to a policy. */
export type ExemptionKey =
  | EngineKey
  | 'namespaces'
  | 'kyvernoPolicyExceptions'
  | 'kyvernoCelPolicyExceptions'
  | 'gatekeeperConfigs'
  | 'validatingAdmissionPolicies'
  | 'validatingWebhookConfigurations'
  | 'mutatingWebhookConfigurations';

type Seen = Pick<Inventory, ExemptionKey>;
type Context = Pick<
  JudgeContext<ExemptionKey>,
  'params' | 'source' | 'namespaceClass' | 'environmentOf'
>;

/** Something that is not held to what others are held to. */
export interface Exemption {
  /** What an exception names: `privileged`, `PolicyException/ci/debug`, … */
  rule: string;
  name: string;
  namespace?: string;
  /** As people read it. */
  title: string;
  /** Namespaces of people that it takes out. */
  namespaces: readonly string[];
  fix: Pick<Remediation, 'summary' | 'type' | 'content' | 'target'>;
}

const some = (names: readonly string[]) =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(', ');

/** Namespaces that are not the cluster's own. */
export const ofPeople = (seen: Seen, context: Context) =>
  seen.namespaces.filter(
    ({ name }) => context.namespaceClass(name) !== 'system',
  );

const matched = (
  globs: readonly string[],
  namespaces: readonly NamespaceObject[],
) =>
  namespaces
    .map(({ name }) => name)
    .filter(name => globs.some(glob => globMatch(glob, name)));

/** A namespace that allows everything while others enforce a level. */
function byLevel(
  { name, labels }: NamespaceObject,
  { effective, label }: EnforcedLevel,
): readonly Exemption[] {
  if (effective !== 'privileged') return [];
  return [
    {
      rule: label ? 'privileged' : 'no-enforcement',
      name,
      namespace: name,
      title: `Namespace ${name} ${
        label ? 'enforces privileged' : 'enforces no level'
      }`,
      namespaces: [name],
      fix: {
        summary: `Enforce a level in ${name}, and move what needs more into a namespace of its own.`,
        type: 'command',
        target: { apiVersion: 'v1', kind: 'Namespace', name },
        content: `kubectl label namespace ${name}${
          ENFORCE_LABEL in labels ? ' --overwrite' : ''
        } ${ENFORCE_LABEL}=baseline`,
      },
    },
  ];
}

function byKyverno(
  seen: Seen,
  namespaces: readonly NamespaceObject[],
): readonly Exemption[] {
  return [
    ...seen.kyvernoPolicyExceptions.map(each => ({
      each,
      apiVersion: 'kyverno.io/v2',
    })),
    ...seen.kyvernoCelPolicyExceptions.map(each => ({
      each,
      apiVersion: 'policies.kyverno.io/v1',
    })),
  ].map(
    ({ each: { name, namespace = '', policies, ...rest }, apiVersion }) => ({
      rule: `PolicyException/${namespace}/${name}`,
      name,
      namespace,
      title: `PolicyException ${namespace}/${name} lifts ${some(policies)}`,
      namespaces: matched(
        rest.namespaces.length > 0 ? rest.namespaces : ['*'],
        namespaces,
      ),
      fix: {
        summary: `End the exception ${name}.`,
        type: 'command',
        target: { apiVersion, kind: 'PolicyException', namespace, name },
        content: `kubectl delete policyexceptions.${
          apiVersion.split('/')[0]
        } ${name} -n ${namespace}`,
      },
    }),
  );
}

function byGatekeeper(
  seen: Seen,
  namespaces: readonly NamespaceObject[],
): readonly Exemption[] {
  const configured = seen.gatekeeperConfigs.flatMap(
    ({ name, namespace, exclusions }) => {
      const globs = exclusions
        .filter(({ processes }) =>
          processes.some(process => process === '*' || process === 'webhook'),
        )
        .flatMap(exclusion => exclusion.namespaces);
      const out = matched(globs, namespaces);
      return out.map(
        (each): Exemption => ({
          rule: `gatekeeper-config/${each}`,
          name: each,
          namespace: each,
          title: `The Config of Gatekeeper leaves out ${each}`,
          namespaces: [each],
          fix: {
            summary: `Let Gatekeeper look at ${each}.`,
            type: 'steps',
            target: {
              apiVersion: 'config.gatekeeper.sh/v1alpha1',
              kind: 'Config',
              namespace,
              name,
            },
            content: `Take ${each} out of spec.match[].excludedNamespaces of Config ${namespace}/${name}.`,
          },
        }),
      );
    },
  );
  const labelled =
    seen.gatekeeperConstraints.length > 0
      ? namespaces.filter(({ labels }) => IGNORE_LABEL in labels)
      : [];
  const constrained = seen.gatekeeperConstraints
    .filter(({ action }) => action === 'deny')
    .map(({ kind, name, excludedNamespaces }) => ({
      kind,
      name,
      out: matched(excludedNamespaces, namespaces),
    }))
    .filter(({ out }) => out.length > 0);
  return [
    ...configured,
    ...labelled.map(
      ({ name }): Exemption => ({
        rule: IGNORE_LABEL,
        name,
        namespace: name,
        title: `Namespace ${name} is labelled ${IGNORE_LABEL}`,
        namespaces: [name],
        fix: {
          summary: `Let Gatekeeper look at ${name}.`,
          type: 'command',
          target: { apiVersion: 'v1', kind: 'Namespace', name },
          content: `kubectl label namespace ${name} ${IGNORE_LABEL}-`,
        },
      }),
    ),
    ...constrained.map(
      ({ kind, name, out }): Exemption => ({
        rule: `${kind}/${name}`,
        name,
        title: `Constraint ${kind} ${name} leaves out ${some(out)}`,
        namespaces: out,
        fix: {
          summary: `Let ${kind} ${name} hold everywhere.`,
          type: 'steps',
          target: {
            apiVersion: 'constraints.gatekeeper.sh/v1beta1',
            kind,
            name,
          },
          content: `Take ${some(
            out,
          )} out of spec.match.excludedNamespaces of ${kind} ${name}.`,
        },
      }),
    ),
  ];
}

/** What selectors of admission policies and of guarding webhooks leave out. */
function bySelector(
  seen: Seen,
  namespaces: readonly NamespaceObject[],
): readonly Exemption[] {
  const exemption = (
    kind: string,
    name: string,
    field: string,
    out: readonly NamespaceObject[],
  ): readonly Exemption[] => {
    if (out.length === 0) return [];
    const names = out.map(each => each.name);
    return [
      {
        rule: `${kind}/${name}`,
        name,
        title: `${kind} ${name} leaves out ${some(names)}`,
        namespaces: names,
        fix: {
          summary: `Let ${kind} ${name} hold in ${some(names)}.`,
          type: 'steps',
          target: {
            apiVersion: 'admissionregistration.k8s.io/v1',
            kind,
            name,
          },
          content: `Change ${field} of ${kind} ${name} so that it selects ${some(
            names,
          )}.`,
        },
      },
    ];
  };
  const policies = new Map(
    seen.validatingAdmissionPolicies.map(policy => [policy.name, policy]),
  );
  // A policy that two bindings bind is left out of neither's namespaces alone.
  const byPolicy = new Map<string, readonly NamespaceObject[]>();
  for (const binding of seen.validatingAdmissionPolicyBindings) {
    const policy = policies.get(binding.policy);
    if (!policy || !binding.actions.includes('Deny')) continue;
    const out = new Set([
      ...leftOut(binding.namespaceSelector, namespaces),
      ...leftOut(policy.namespaceSelector, namespaces),
    ]);
    const before = byPolicy.get(binding.policy);
    byPolicy.set(
      binding.policy,
      before ? before.filter(each => out.has(each)) : [...out],
    );
  }
  const webhooks = admissionWebhooks(seen).filter(each => each.isSecurity);
  const byConfiguration = new Map<string, Set<NamespaceObject>>();
  for (const { configuration, webhook } of webhooks) {
    const key = `${configuration.kind}/${configuration.name}`;
    const out = byConfiguration.get(key) ?? new Set();
    for (const each of leftOut(webhook.namespaceSelector, namespaces)) {
      if (each.name !== webhook.service?.namespace) out.add(each);
    }
    byConfiguration.set(key, out);
  }
  return [
    ...[...byPolicy].flatMap(([name, out]) =>
      exemption(
        'ValidatingAdmissionPolicy',
        name,
        'the namespaceSelector of its bindings or',
        out,
      ),
    ),
    ...[...byConfiguration].flatMap(([key, out]) => {
      const [kind, name] = key.split('/');
      return exemption(kind, name, 'webhooks[].namespaceSelector', [...out]);
    }),
  ];
}

/** What is exempt, and whether a level that is not known hides more. */
export function exemptions(
  seen: Seen,
  context: Context,
): { found: readonly Exemption[]; enforced: boolean; open: boolean } {
  const namespaces = ofPeople(seen, context);
  const levels = namespaces.map(namespace => ({
    namespace,
    level: enforcedLevel(namespace.name, namespace.labels, seen, context),
  }));
  const others = [
    ...byKyverno(seen, namespaces),
    ...byGatekeeper(seen, namespaces),
    ...bySelector(seen, namespaces),
  ].filter(exemption => exemption.namespaces.length > 0);
  const isLevelEnforced = levels.some(
    ({ level: { effective } }) => effective && effective !== 'privileged',
  );
  return {
    found: [
      ...(isLevelEnforced
        ? levels.flatMap(({ namespace, level }) => byLevel(namespace, level))
        : []),
      ...others,
    ],
    enforced: isLevelEnforced || others.length > 0,
    open: levels.some(
      ({ level: { effective, open } }) =>
        effective === undefined || (effective === 'privileged' && open),
    ),
  };
}
