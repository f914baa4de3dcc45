/** The label by which a namespace names the level that it enforces. */
export const ENFORCE_LABEL = 'pod-security.kubernetes.io/enforce';

/** The minor version that the label pins; `undefined` for `latest` and none. */
export function pinnedMinor(
  labels: Readonly<Record<string, string>>,
): number | undefined {
  const pinned =
    labels[`${ENFORCE_LABEL}-version`]?.match(/^v1\.(0|[1-9]\d*)$/)?.[1];
  return pinned === undefined ? undefined : Number(pinned);
}

/**
 * The minor version whose rules apply in a namespace: the one of its
 * `enforce-version` label, never newer than the server knows, else the server's.
 */
export function policyMinor(
  labels: Readonly<Record<string, string>>,
  server: { minor: number },
): number {
  return Math.min(pinnedMinor(labels) ?? server.minor, server.minor);
}
