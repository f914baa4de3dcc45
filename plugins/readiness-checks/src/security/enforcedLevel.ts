import {
  isUnreadable,
  optionalList,
  type Inventory,
  type JudgeContext,
  type PolicyObject,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  enforcingPolicies,
  isLevel,
  labelledLevel,
  LEVELS,
  strongest,
  type PodSecurityLevel,
} from './podSecurityLevel';

const KYVERNO_KEYS = [
  'kyvernoClusterPolicies',
  'kyvernoPolicies',
  'kyvernoValidatingPolicies',
] as const;
const OTHER_ENGINES = [
  'gatekeeperConstraints',
  'validatingAdmissionPolicyBindings',
] as const;

const ENGINE_KEYS = [...KYVERNO_KEYS, ...OTHER_ENGINES] as const;

type EngineKey = (typeof ENGINE_KEYS)[number];

/** What tells the level of a namespace beside its own labels. */
export const ENGINE_READS = [
  optionalList('kyvernoClusterPolicies'),
  optionalList('kyvernoPolicies'),
  optionalList('kyvernoValidatingPolicies'),
  optionalList('gatekeeperConstraints'),
  optionalList('validatingAdmissionPolicyBindings'),
] as const;

/** Why a level cannot be told, for `undecidable()`. */
export interface OpenLevel {
  field: string;
  message: string;
}

/** What is known of the level that admission enforces in a namespace. */
export interface EnforcedLevel {
  label?: PodSecurityLevel;
  byPolicy?: PodSecurityLevel;
  /** What configuration says of the default of the API server. */
  answer?: PodSecurityLevel;
  /** The strongest of what is known; absent where nothing is. */
  effective?: PodSecurityLevel;
  /** A policy engine may enforce more than that. */
  open?: OpenLevel;
}

/** The default of the API server when nobody says it. */
export const UNKNOWN_DEFAULT: OpenLevel = {
  field: 'pod_security_evaluations_total',
  message:
    'Without an enforce label the level is the default of the API server’s AdmissionConfiguration, which no request can read. The label answers it, or the parameter admissionDefault (none, baseline or restricted).',
};

/** The parameter of the checks that need the answer, with its default. */
export const ADMISSION_DEFAULT = { admissionDefault: 'unknown' } as const;

export const ADMISSION_DEFAULTS = {
  admissionDefault: ['unknown', 'none', ...LEVELS],
} as const;

/** The answer of the operator to what a file on the control plane may say. */
function admissionDefault(
  params: Readonly<Record<string, unknown>>,
): PodSecurityLevel | undefined {
  const answer = params.admissionDefault;
  if (answer === 'none') return 'privileged';
  return isLevel(answer) ? answer : undefined;
}

type Context = Pick<JudgeContext<EngineKey>, 'params' | 'source'>;

/** Why a policy engine may enforce more here than can be seen. */
function undecidedEngine(
  policies: readonly PolicyObject[],
  labelled: boolean,
  inventory: Pick<Inventory, EngineKey>,
  context: Context,
): OpenLevel | undefined {
  const relevant = labelled ? KYVERNO_KEYS : ENGINE_KEYS;
  const unread = relevant.find(key => isUnreadable(context.source(key).state));
  if (unread) {
    return {
      field: unread,
      message: `A policy engine may enforce a level, and ${unread} cannot be read.`,
    };
  }
  if (labelled) return undefined;
  const conditional = policies.find(({ conditional: partly }) => partly);
  if (conditional) {
    return {
      field: 'spec.rules[].match',
      message: `Policy ${conditional.name} denies pods by more than their namespace; whether that covers a level cannot be told from its fields.`,
    };
  }
  const denies = {
    gatekeeperConstraints: inventory.gatekeeperConstraints.some(
      ({ action }) => action === 'deny' || action === 'scoped',
    ),
    validatingAdmissionPolicyBindings:
      inventory.validatingAdmissionPolicyBindings.some(({ actions }) =>
        actions.includes('Deny'),
      ),
  };
  const other = OTHER_ENGINES.find(
    key => denies[key] && context.source(key).state !== 'inert',
  );
  return (
    other && {
      field: 'pod-security-level',
      message: `Admission policies of another engine exist (${other}); whether they amount to a level cannot be told from their fields.`,
    }
  );
}

/** The level of a namespace by its label, by policies and by configuration. */
export function enforcedLevel(
  name: string,
  labels: Readonly<Record<string, string>>,
  inventory: Pick<Inventory, EngineKey>,
  context: Context,
): EnforcedLevel {
  const policies = KYVERNO_KEYS.filter(
    key => context.source(key).state !== 'inert',
  ).flatMap(key => enforcingPolicies(inventory[key], name));
  const byPolicy = strongest(
    policies.flatMap(({ podSecurityLevel, conditional }) =>
      podSecurityLevel && !conditional ? [podSecurityLevel] : [],
    ),
  );
  const label = labelledLevel(labels);
  const answer = admissionDefault(context.params);
  return {
    label,
    byPolicy,
    answer,
    effective: strongest(
      [label ?? answer, byPolicy].flatMap(level => level ?? []),
    ),
    open: undecidedEngine(policies, label !== undefined, inventory, context),
  };
}
