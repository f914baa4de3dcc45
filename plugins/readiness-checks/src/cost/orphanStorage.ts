import {
  defineCheck,
  found,
  isUnreadable,
  list,
  loadBalancers,
  na,
  optionalList,
  parseQuantity,
  pass,
  quantityToNumber,
  sumQuantities,
  undecidable,
  workloads,
  type ClaimObject,
  type Inventory,
  type Judgement,
  type JudgeContext,
  type KeysOf,
  type Occurrence,
  type Reason,
  type Remediation,
  type ServiceObject,
  type VolumeObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';

const reads = [
  list('persistentVolumes'),
  optionalList('persistentVolumeClaims'),
  loadBalancers(),
  // What seems unused because it was not read would be called an orphan.
  ...workloads({ live: true }).map(read => ({ ...read, optional: true })),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** `catalogue/30` C4. */
const VOLUME_DAYS = 14;
const CLAIM_DAYS = 30;
const BALANCER_DAYS = 14;
/** Of all provisioned storage. */
const MUCH = 0.05;

const UNBOUND = ['Released', 'Available'];
const GIB = 1024 ** 3;

const bytesOf = (amounts: readonly (string | undefined)[]) =>
  quantityToNumber(
    sumQuantities(amounts.flatMap(amount => parseQuantity(amount) ?? [])),
  );
const gib = (bytes: number) => `${Math.round((bytes / GIB) * 10) / 10} GiB`;
const daysSince = (since: number, now: number) =>
  Math.floor((now - since) / DAY_MS);

interface Orphan {
  discriminator: string;
  state: 'warn' | 'fail';
  reason: Reason;
  remediation: Remediation;
}

const occurrence = ({ reason, ...rest }: Orphan): Occurrence => ({
  ...rest,
  ...(rest.state === 'warn' && { severity: 'low' }),
  reasons: [reason],
});

/** Since when a volume is bound to nothing, where that can be known. */
const unboundSince = ({ phase, phaseSince, createdAt }: VolumeObject) =>
  phaseSince ?? (phase === 'Available' ? createdAt : undefined);

function isOrphaned(volume: VolumeObject, now: number): boolean {
  const since = unboundSince(volume);
  return (
    UNBOUND.includes(volume.phase ?? '') &&
    since !== undefined &&
    now - since > VOLUME_DAYS * DAY_MS
  );
}

function volumeOrphan(
  volume: VolumeObject,
  state: Orphan['state'],
  context: Context,
): Orphan {
  const { name, phase = '', capacity, claim } = volume;
  const days = daysSince(unboundSince(volume) ?? context.now, context.now);
  const of = claim
    ? `; it belonged to claim ${claim.namespace}/${claim.name}`
    : '';
  return {
    discriminator: `PersistentVolume/${name}`,
    state,
    reason: {
      code: 'unbound-volume',
      message: `Volume ${name}${
        capacity ? ` (${capacity})` : ''
      } has been ${phase} for ${days} days${of}.`,
    },
    remediation: {
      summary: `Keep what is still needed of volume ${name}, then delete it.`,
      type: 'command',
      target: { apiVersion: 'v1', kind: 'PersistentVolume', name },
      content: `kubectl describe persistentvolume ${shellWord(
        name,
      )}\nkubectl delete persistentvolume ${shellWord(name)}\n`,
      note: 'Take a snapshot of the disk first. With reclaim policy Retain the disk stays with the provider and has to be deleted there as well.',
    },
  };
}

/** A claim that no pod mounts and no template names. */
function isUnused(
  claim: ClaimObject,
  used: ReadonlySet<string>,
  now: number,
): boolean {
  return (
    claim.phase === 'Bound' &&
    claim.owned !== true &&
    claim.createdAt !== undefined &&
    now - claim.createdAt > CLAIM_DAYS * DAY_MS &&
    !used.has(`${claim.namespace}/${claim.name}`)
  );
}

function claimOrphan({
  namespace = '',
  name,
  capacity,
  labels,
}: ClaimObject): Orphan {
  const restored = labels['velero.io/restore-name'] !== undefined;
  const size = capacity ? ` (${capacity})` : '';
  return {
    discriminator: `PersistentVolumeClaim/${namespace}/${name}`,
    // Since when it is unused cannot be seen, only that it is now.
    state: 'warn',
    reason: {
      code: 'unused-claim',
      message: `Claim ${namespace}/${name}${size} is mounted by no pod now and named by no template${
        restored ? '; a restore made it' : ''
      }.`,
    },
    remediation: {
      summary: `Delete claim ${namespace}/${name} if its data is no longer needed.`,
      type: 'command',
      target: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name,
      },
      content: `kubectl -n ${shellWord(
        namespace,
      )} delete persistentvolumeclaim ${shellWord(name)}\n`,
      note: 'Take a snapshot first: with reclaim policy Delete the data goes with the claim.',
    },
  };
}

/** A load balancer that leads to nothing, as far as workloads are known. */
function isIdle(
  service: ServiceObject,
  served: ReadonlySet<string>,
  now: number,
): boolean {
  return (
    // Without a selector somebody else keeps its addresses.
    service.selector !== undefined &&
    service.createdAt !== undefined &&
    now - service.createdAt > BALANCER_DAYS * DAY_MS &&
    !served.has(`${service.namespace}/${service.name}`)
  );
}

const balancerOrphan = ({ namespace = '', name }: ServiceObject): Orphan => ({
  discriminator: `Service/${namespace}/${name}`,
  state: 'fail',
  reason: {
    code: 'idle-load-balancer',
    message: `Service ${namespace}/${name} is of type LoadBalancer, and its selector takes no workload.`,
  },
  remediation: {
    summary: `Delete Service ${namespace}/${name}, or give it pods again.`,
    type: 'command',
    target: { apiVersion: 'v1', kind: 'Service', namespace, name },
    content: `kubectl -n ${shellWord(namespace)} delete service ${shellWord(
      name,
    )}\n`,
    note: 'Its address goes with it: see that no DNS record points there.',
  },
});

function referenced({ workloads: all }: Pick<Seen, 'workloads'>) {
  return {
    claims: new Set(
      all.flatMap(({ namespace, claims }) =>
        claims.map(name => `${namespace}/${name}`),
      ),
    ),
    services: new Set(
      all.flatMap(({ namespace, services }) =>
        services.map(name => `${namespace}/${name}`),
      ),
    ),
  };
}

function judgeOrphans(inventory: Seen, context: Context): Judgement {
  const { persistentVolumes, persistentVolumeClaims } = inventory;
  const volumes = persistentVolumes.filter(volume =>
    isOrphaned(volume, context.now),
  );
  const lost = bytesOf(volumes.map(({ capacity }) => capacity));
  const all = bytesOf(persistentVolumes.map(({ capacity }) => capacity));
  const state = all > 0 && lost / all < MUCH ? 'warn' : 'fail';
  const unread = (['workloads', 'persistentVolumeClaims'] as const).find(key =>
    isUnreadable(context.source(key).state),
  );
  const used = referenced(inventory);
  const orphans = [
    ...volumes.map(volume => volumeOrphan(volume, state, context)),
    ...(unread
      ? []
      : [
          ...persistentVolumeClaims
            .filter(claim => isUnused(claim, used.claims, context.now))
            .map(claimOrphan),
          ...inventory.loadBalancers
            .filter(service => isIdle(service, used.services, context.now))
            .map(balancerOrphan),
        ]),
  ];
  if (unread && !orphans.some(orphan => orphan.state === 'fail')) {
    return undecidable(unread);
  }
  if (orphans.length > 0) return found(orphans.map(occurrence));
  return persistentVolumes.length === 0 && inventory.loadBalancers.length === 0
    ? na('no-volumes', 'It has no persistent volumes and no load balancers.')
    : pass({
        code: 'no-orphans',
        message: `All ${persistentVolumes.length} volumes (${gib(all)}) and ${
          inventory.loadBalancers.length
        } load balancers are used.`,
      });
}

/** `cost-orphan-storage` (`catalogue/30` C4). */
export const orphanStorage = defineCheck({
  id: 'cost-orphan-storage',
  title: 'No orphaned volumes or load balancers',
  dimension: 'cost',
  control: 'C4',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'orphans',
  reads,
  texts: {
    why: 'Disks and load balancers are paid for by the hour, whether or not anything uses them. Nobody looks for what no workload names any more.',
    rules: {
      pass: 'Every volume is bound, every claim is named by a workload, and behind every Service of type LoadBalancer there is one.',
      warn: 'Volumes Released or Available for more than 14 days make up less than 5 % of the provisioned storage; or a claim older than 30 days is mounted by no pod and named by no template.',
      fail: 'Such volumes make up 5 % or more, or a load balancer older than 14 days selects no workload.',
      na: 'There are no persistent volumes and no load balancers.',
      unknown:
        'Volumes or Services cannot be read; or no volume is at fault, and workloads or claims that would tell of the rest cannot be read.',
    },
    traps: [
      'A StatefulSet scaled to zero and a suspended CronJob keep their claims on purpose: their templates name them.',
      'Since when a claim is unused cannot be seen, only that it is: it is never more than a warning.',
      'What a restore drill left behind says so in its label.',
      'Claims that an operator owns are its matter.',
      'A Service without a selector gets its addresses from somebody else.',
    ],
    fix: 'Snapshot what may be needed, then delete it.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
    ],
  },
  judge: (_subject, inventory, context) => judgeOrphans(inventory, context),
});
