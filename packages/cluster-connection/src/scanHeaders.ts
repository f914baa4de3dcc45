/**
 * Sent with every read, so that operators can filter logs and set up API
 * Priority and Fairness for it.
 */
export const SCAN_HEADERS = {
  'User-Agent': 'backstage-readiness',
  'x-backstage-readiness-scan': 'true',
} as const;

/** `/api/v1/pods` with its query, below a base that may have a path of its own. */
export function kubernetesUrl(
  base: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(
    `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`,
  );
  for (const [key, value] of Object.entries(query)) {
    url.searchParams.set(key, value);
  }
  return url.toString();
}
