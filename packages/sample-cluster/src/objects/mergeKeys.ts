const CONTAINER = {
  env: 'name',
  ports: 'containerPort',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
};

/**
 * Lists that a strategic merge patch merges by a field of their items, by the
 * object that they are in and their own name; every other list is atomic.
 * `''` is the object itself. The ports of a Service are told apart by `port`,
 * those of a NetworkPolicy are not told apart.
 */
const MERGE_KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': { secrets: 'name', webhooks: 'name' },
  metadata: { ownerReferences: 'uid' },
  spec: {
    containers: 'name',
    drivers: 'name',
    ephemeralContainers: 'name',
    hostAliases: 'ip',
    imagePullSecrets: 'name',
    initContainers: 'name',
    matchConditions: 'name',
    ports: 'port',
    resourceClaims: 'name',
    schedulingGates: 'name',
    taints: 'key',
    topologySpreadConstraints: 'topologyKey',
    variables: 'name',
    volumes: 'name',
  },
  status: { addresses: 'type', conditions: 'type', podIPs: 'ip' },
  containers: CONTAINER,
  initContainers: CONTAINER,
  ephemeralContainers: CONTAINER,
  webhooks: { matchConditions: 'name' },
};

/** Lists of texts that merge to their union. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  metadata: ['finalizers'],
  spec: ['podCIDRs'],
};

/** The field that tells the items of a list apart, if the list merges. */
export function mergeKeyOf(parent: string, field: string): string | undefined {
  return MERGE_KEYS[parent]?.[field];
}

/** Whether a list of texts merges. */
export function isSet(parent: string, field: string): boolean {
  return SETS[parent]?.includes(field) ?? false;
}
