import type { CheckCase } from '../__fixtures__/checkCases';
import {
  namespace,
  podSpec,
  SHOP,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { controller } from '../nodes/__fixtures__/placed';
import { allocationLabels as check } from './allocationLabels';

type Labels = Readonly<Record<string, string>>;

const ID = 'backstage.io/kubernetes-id';
const NAME = 'app.kubernetes.io/name';

export const workload = (name: string, labels: Labels, own: Labels = {}) => {
  const object = controller({ name, metadata: { labels: own } });
  return {
    ...object,
    spec: {
      ...(object.spec as object),
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: podSpec(),
      },
    },
  };
};

const all = (name: string) => ({ [NAME]: name, team: 'cart', env: 'prod' });

export const cart = workload('cart', all('cart'));
const shop = (labels: Labels) => namespace(SHOP, labels);

/** Some group of the catalog owns something. */
export const catalog = {
  entities: [{ ref: 'component:default/other', owner: 'group:default/cart' }],
};

const onNamespace: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a namespace whose pods carry the labels of known owners',
    objects: [cart],
    options: catalog,
    state: 'pass',
    codes: ['all-labelled'],
  },
  {
    it: 'warns of a namespace that has a label which none of its pods has',
    objects: [
      shop({ env: 'prod' }),
      workload('cart', { [NAME]: 'cart', team: 'cart' }),
    ],
    state: 'warn',
    codes: ['only-namespace-level'],
    without: ['missing-label'],
  },
  {
    it: 'fails a namespace where neither it nor any pod has a label',
    objects: [
      shop({ env: 'prod' }),
      workload('cart', { [NAME]: 'cart' }),
      workload('search', { [NAME]: 'search' }),
    ],
    state: 'fail',
    codes: ['missing-label', 'only-namespace-level'],
  },
  {
    it: 'does not take a word for a value',
    objects: [workload('cart', { ...all('cart'), team: 'TODO' })],
    state: 'fail',
    codes: ['missing-label'],
  },
  {
    it: 'leaves it to the workloads whose owner it cannot tell',
    objects: [cart],
    state: 'na',
    codes: ['judged-on-workloads'],
  },
  {
    it: 'takes either of two labels',
    objects: [workload('cart', { [NAME]: 'cart', owner: 'cart', env: 'prod' })],
    options: catalog,
    state: 'pass',
  },
  {
    it: 'takes the labels of the configuration',
    objects: [workload('cart', { 'cost-center': '4711' })],
    options: { params: { labels: ['cost-center|cost-code'] } },
    state: 'pass',
  },
  {
    it: 'leaves it to the workloads where some carry a label',
    objects: [cart, workload('search', { [NAME]: 'search', env: 'prod' })],
    state: 'na',
    codes: ['judged-on-workloads'],
  },
  {
    it: 'does not apply where nothing runs',
    objects: [shop({})],
    state: 'na',
    codes: ['nothing-runs'],
  },
  {
    it: 'does not apply to system namespaces',
    objects: [workload('cart', {})],
    options: { systemNamespaces: [SHOP] },
    state: 'na',
  },
  {
    it: 'cannot say where namespaces are forbidden',
    objects: [cart],
    options: { forbidden: ['namespaces'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

const onWorkload: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes pods with the labels of a group that the catalog knows',
    objects: [cart],
    options: catalog,
    state: 'pass',
    codes: ['all-labelled'],
  },
  {
    it: 'passes pods whose entity has an owner, whatever the label says',
    objects: [
      workload('cart', { ...all('cart'), team: 'k21' }, { [ID]: 'cart' }),
    ],
    options: {
      entities: [
        { ref: 'component:default/cart', annotations: { [ID]: 'cart' } },
      ],
    },
    state: 'pass',
  },
  {
    it: 'warns of an owner whom the catalog does not know',
    objects: [cart],
    state: 'warn',
    codes: ['owner-not-in-catalog'],
  },
  {
    it: 'warns of a label that only its namespace has while others have it',
    objects: [
      shop({ team: 'cart' }),
      workload('cart', { [NAME]: 'cart', env: 'prod' }),
      workload('search', all('search')),
    ],
    options: catalog,
    state: 'warn',
    codes: ['only-namespace-level'],
  },
  {
    it: 'fails a label that others in its namespace have',
    objects: [
      workload('cart', { [NAME]: 'cart', env: 'prod' }),
      workload('search', all('search')),
    ],
    options: catalog,
    state: 'fail',
    codes: ['missing-label'],
  },
  {
    it: 'fails a label that is on the Deployment and not on its pods',
    objects: [
      workload('cart', { [NAME]: 'cart', env: 'prod' }, { team: 'cart' }),
      workload('search', all('search')),
    ],
    options: catalog,
    state: 'fail',
    codes: ['missing-label'],
  },
  {
    it: 'leaves to the namespace what all of it lacks',
    objects: [
      workload('cart', { [NAME]: 'cart' }),
      workload('search', { [NAME]: 'search' }),
    ],
    state: 'na',
    codes: ['judged-on-namespace'],
  },
];

const cases: readonly CheckCase[] = [
  ...onNamespace.map(one => ({ check, ...one, subject: SHOP })),
  ...onWorkload.map(one => ({ check, ...one, subject: 'cart' })),
  {
    check,
    it: 'does not apply to static pods',
    objects: [staticPod(podSpec())],
    subject: 'etcd-node-1',
    state: 'na',
  },
  {
    check,
    it: 'cannot say without a template',
    objects: [withoutTemplate],
    subject: 'app',
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const allocationLabelsCases: readonly CheckCase[] = cases;
