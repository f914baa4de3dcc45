import { ConfigReader } from '@backstage/config';
import { readSignalSources } from './readSignalSources';

const read = (prometheus: Record<string, unknown>) =>
  readSignalSources(
    'readiness.clusters[0]',
    new ConfigReader({ name: 'a', prometheus } as never),
  ).signals?.prometheus;

const url = 'https://metrics.example.com/prometheus';

describe('readSignalSources', () => {
  it('reads where and how a source is asked', () => {
    expect(
      read({
        url,
        headers: { Authorization: 'Bearer x' },
        tenant: 'shop',
        clusterMatchers: 'cluster="prod-eu"',
        timeoutSeconds: 5,
        skipTLSVerify: true,
      }),
    ).toEqual({
      url: new URL(url),
      headers: { Authorization: 'Bearer x', 'X-Scope-OrgID': 'shop' },
      matchers: [{ label: 'cluster', operator: '=', value: 'prod-eu' }],
      timeoutMs: 5000,
      caData: undefined,
      skipTLSVerify: true,
    });
    expect(read({ url })).toMatchObject({ headers: {}, timeoutMs: 30_000 });
  });

  it('names no source where there is none', () => {
    expect(readSignalSources('k', new ConfigReader({ name: 'a' }))).toEqual({});
  });

  it.each<[Record<string, unknown>, string]>([
    [{ url: 'metrics' }, 'prometheus.url is not a URL'],
    [{ url: 'file:///x' }, 'prometheus.url must be http or https'],
    [{ url: 'https://u:p@x' }, 'prometheus.url carries credentials'],
    [{ url: 'https://x/?a=b' }, 'prometheus.url has a query'],
    [{ url, token: 'x' }, 'prometheus.token is not known'],
    [{ url, timeoutSeconds: 0 }, 'prometheus.timeoutSeconds must be 1 to 120'],
    [{ url, headers: { a: 'x\ny' } }, 'prometheus.headers.a has a line break'],
    [
      { url, clusterMatchers: 'prod-eu' },
      'prometheus.clusterMatchers is no label selector',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(
      `Invalid configuration: readiness.clusters[0].${message}`,
    );
  });
});
