import { stringify } from 'yaml';
import type { SampleUser } from '../api/Users';

/**
 * A kubeconfig with a context for each user, named after it. The one that may
 * control the sample is current.
 */
export function kubeconfig(options: {
  cluster: string;
  /** `https://…` */
  server: string;
  /** PEM. */
  certificate: string;
  users: readonly SampleUser[];
}): string {
  const { cluster, server, users } = options;
  const current = users.find(user => user.admin) ?? users[0];
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(
            options.certificate,
          ).toString('base64'),
        },
      },
    ],
    users: users.map(({ name, token }) => ({
      name,
      user: { token },
    })),
    contexts: users.map(({ name }) => ({
      name,
      context: { cluster, user: name },
    })),
    'current-context': current?.name,
  });
}
