const NAMES: Readonly<Record<string, string>> = {
  kubescape: 'Kubescape',
  kyverno: 'Kyverno',
  trivy: 'Trivy',
};

/** A tool as people write it; one that is not known by the name it gives itself. */
export function toolName(tool: string): string {
  return NAMES[tool] ?? tool;
}
