const SCAN = `readiness scan <path|-…>             manifests, or what kustomize or helm prints
readiness scan --context <name>      a cluster, by GET requests only

  <path>                    a YAML or JSON file, or a folder of them; - is
                            standard input
  --kubeconfig <file>       the cluster of this kubeconfig
  --context <name>          another context than its current one
  -n, --namespace <name>    of manifests that name none (default: default)
  --kubernetes-version <v>  minor version that the manifests are for, e.g. 1.36
  --check <id,…>            these checks only
  --dimension <name,…>      observability, security, cost, recovery
  --format <name>           table, json, sarif, junit (default: table)
  --fail-on <severity>      critical, high, medium, low, none (default: high)
  --docs-url <url>          where the pages of the checks are served

What manifests cannot show is not applicable, and never a pass.
Exit code: 0 clean, 1 findings at or above --fail-on, 2 bad input.`;

const RBAC = `readiness rbac [--checks <id,…>]     the ClusterRole that a scan needs, as YAML`;

/** How the command is called, for people. */
export function helpText(of?: 'scan' | 'rbac'): string {
  if (of === 'scan') return `${SCAN}\n`;
  if (of === 'rbac') return `${RBAC}\n`;
  return `Reviews Kubernetes manifests and clusters for production readiness.

${SCAN}

${RBAC}
`;
}
