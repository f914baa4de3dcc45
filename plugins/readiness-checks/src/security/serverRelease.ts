import type { ServerVersion } from '@readiness/backstage-plugin-readiness-engine';
import { RELEASES } from './kubernetesReleases';

/** Who builds a version, by what the vendor adds to it. */
const VENDORS: readonly (readonly [pattern: RegExp, vendor: string])[] = [
  [/^v\d+\.\d+\.\d+$/, 'Kubernetes'],
  [/-eks-[0-9a-f]+$/, 'Amazon EKS'],
  [/-gke\.\d+$/, 'GKE'],
  [/\+k3s\d+$/, 'K3s'],
  [/\+rke2r\d+$/, 'RKE2'],
  [/\+k0s(\.\d+)?$/, 'k0s'],
];

/** Vendors that fix a minor longer than upstream, by dates that are not known here. */
const LONGER: readonly string[] = ['GKE'];

/** How long a minor of a vendor gets fixes. Days are ISO dates. */
export interface Release {
  /** `1.34`. */
  minor: string;
  vendor: string;
  /** Absent where the table does not know the minor. */
  until?: string;
  /** For support that is paid for, after `until`. */
  paidUntil?: string;
  /** The vendor may fix it longer than that. */
  maybeLonger: boolean;
}

/** The release that a version is of; `undefined` of a vendor that is not known. */
export function serverRelease(version: ServerVersion): Release | undefined {
  const { git } = version;
  const vendor =
    git === undefined
      ? undefined
      : VENDORS.find(([pattern]) => pattern.test(git))?.[1];
  if (vendor === undefined || version.major !== 1) return undefined;
  const own =
    vendor === 'Amazon EKS' ? RELEASES.eks.get(version.minor) : undefined;
  return {
    minor: `${version.major}.${version.minor}`,
    vendor,
    until: own?.[0] ?? RELEASES.upstream.get(version.minor),
    paidUntil: own?.[1],
    // A minor that EKS has not dated yet is fixed at least as long as upstream.
    maybeLonger:
      LONGER.includes(vendor) || (vendor === 'Amazon EKS' && own === undefined),
  };
}

/** Major and minor of `v1.31.5-eks-5d632ec`. */
export function minorOf(version: string | undefined): number | undefined {
  const [, major, minor] = version?.match(/^v(\d+)\.(\d+)/) ?? [];
  return major === '1' ? Number(minor) : undefined;
}
