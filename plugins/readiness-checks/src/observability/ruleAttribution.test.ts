import { collectObjects } from '@readiness/backstage-plugin-readiness-engine';
import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { workload } from './__fixtures__/alerts';
import { alertCoverage } from './alertCoverage';
import { ruleReach } from './ruleAttribution';
import type { Reach } from './ruleAttribution';

let checkout: Workload;
let database: Workload;

beforeAll(async () => {
  const [deployment, service] = workload('checkout', {
    labels: { 'app.kubernetes.io/name': 'checkout-api' },
  });
  const statefulSet = {
    ...deployment,
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
  };
  const { inventory } = await collectObjects(
    [alertCoverage],
    [deployment, service, statefulSet],
  );
  const named = (name: string) => {
    const found = inventory.workloads.find(each => each.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  checkout = named('checkout');
  database = named('db');
});

const rule = (
  expr: string,
  parts: {
    labels?: Readonly<Record<string, string>>;
    namespace?: string;
  } = {},
) => ({
  alert: 'A',
  group: 'g',
  expr,
  labels: parts.labels ?? {},
  annotations: {},
  ...(parts.namespace && {
    object: { namespace: parts.namespace, name: 'r' },
  }),
});

describe('ruleReach', () => {
  it.each<[string, Reach]>([
    ['x{namespace="shop",job="checkout"}', 'workload'],
    ['x{namespace="shop",service="checkout"}', 'workload'],
    ['x{namespace="shop",app="checkout-api"}', 'workload'],
    ['x{namespace="shop",container="server"}', 'workload'],
    ['x{namespace=~"shop|pay",deployment=~"cart|checkout"}', 'workload'],
    ['x{namespace="shop",pod=~"checkout-.*"}', 'workload'],
    ['x{job="shop/checkout"}', 'workload'],
    ['x{destination_service="checkout.shop.svc.cluster.local"}', 'workload'],
    [
      'kube_deployment_status_replicas{job="kube-state-metrics",namespace="shop",deployment="checkout"}',
      'workload',
    ],
    ['a{job="other"} / b{namespace="shop",job="checkout"}', 'workload'],
    ['x{namespace="shop"}', 'namespace'],
    ['x{namespace="shop",job=~".+"}', 'namespace'],
    ['x{namespace=~".+"}', 'everything'],
    ['kube_pod_info{job="kube-state-metrics"}', 'everything'],
    ['up == 0', 'everything'],
    ['x{namespace!="kube-system"}', 'everything'],
    ['x{namespace="pay",job="checkout"}', 'nothing'],
    ['x{namespace="shop",job="cart"}', 'nothing'],
    ['x{namespace!="shop"}', 'nothing'],
    ['x{namespace="shop",job="checkout",container!="server"}', 'nothing'],
    ['x{namespace="shop",pod=~"cart-.*"}', 'nothing'],
    ['x{job="checkout"}', 'nothing'],
    ['x{namespace="shop",job=~"\\\\bcheckout"}', 'nothing'],
  ])('%s reaches %s', (expr, expected) => {
    expect(ruleReach(rule(expr), checkout)).toBe(expected);
  });

  it('reads static labels, unless they are templates', () => {
    const labels = { namespace: 'shop', service: 'checkout' };
    expect(ruleReach(rule('x > 1', { labels }), checkout)).toBe('workload');
    const templates = { namespace: '{{ $labels.ns }}', service: 'checkout' };
    expect(ruleReach(rule('x > 1', { labels: templates }), checkout)).not.toBe(
      'workload',
    );
  });

  it('lets the expression go before the labels', () => {
    expect(
      ruleReach(
        rule('x{namespace="shop",job="checkout"}', {
          labels: { service: 'payments-platform' },
        }),
        checkout,
      ),
    ).toBe('workload');
  });

  it('takes the namespace of its object where the expression names none', () => {
    const expr = 'x{job="checkout"}';
    expect(ruleReach(rule(expr, { namespace: 'shop' }), checkout)).toBe(
      'workload',
    );
    expect(ruleReach(rule(expr, { namespace: 'monitoring' }), checkout)).toBe(
      'nothing',
    );
    expect(
      ruleReach(
        rule('x{namespace="pay",job="checkout"}', { namespace: 'shop' }),
        checkout,
      ),
    ).toBe('nothing');
  });

  it('knows the pods of a StatefulSet', () => {
    expect(ruleReach(rule('x{namespace="shop",pod="db-0"}'), database)).toBe(
      'workload',
    );
    expect(
      ruleReach(rule('x{namespace="shop",pod=~"db-[0-9]+"}'), database),
    ).toBe('workload');
  });
});
