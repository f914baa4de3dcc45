import fc from 'fast-check';
import { secretDetector } from './secretDetector';
import { nameSegments } from './nameSegments';

/** Looks random, and is looked for in everything that comes out. */
const CANARY = 'CANARY-x7Kq2-9fPw4Lz8';

const inEnv = (name: string, value: unknown) =>
  secretDetector.run(
    { containers: [{ name: 'app', env: [{ name, value }] }] },
    {},
  );

const detectorOf = (name: string, value: unknown) =>
  inEnv(name, value)[0]?.detector;

const inArgs = (...args: readonly unknown[]) =>
  secretDetector.run({ containers: [{ name: 'app', args }] }, {});

describe('secretDetector', () => {
  it.each([
    ['MAX_TOKENS', '4096'],
    ['TOKEN_URL', 'https://login.example.com/oauth'],
    ['SECRET_NAME', 'db'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['PUBLIC_KEY', 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'],
    ['SASL_MECHANISM', 'SCRAM-SHA-512'],
    ['DISASTER_RECOVERY_MODE', 'passive'],
    ['BYPASS_CACHE', 'enabled'],
    ['COMPASS_ENV', 'prod'],
    ['TOKENIZER', 'bpe-v2'],
    ['TOKEN_TTL', '15m'],
    ['SECRETS_BACKEND', 'vault'],
    ['SECRET_STORE', 'aws-sm'],
    ['SENTRY_DSN', 'https://9f8e7d6c5b4a3210@o1.ingest.sentry.io/2'],
    ['DB_PASSWORD', '$(DB_PASSWORD_FROM_SECRET)'],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['DATABASE_URL', 'postgres://app:$(DB_PASSWORD)@db:5432/app'],
    ['DB_PASSWORD_FILE', '/run/secrets/db/password'],
    ['PASSWORD', '/run/secrets/db/password'],
    ['PASSWORD_AUTH', 'true'],
    ['PASSWORD_HASHER', 'argon2id'],
    ['TOKEN_ALGORITHM', 'HS256'],
    ['TOKEN_SCOPES', 'read:users,write:users'],
    ['TOKEN_ISSUER', 'my-company-identity-service'],
    ['SECRET_ARN', 'arn:aws:secretsmanager:eu-central-1:1234:secret:db-Xy1z2A'],
    ['VAULT_SECRET', 'vault:secret/data/shop/db#password'],
    ['API_TOKEN_HOST', 'tokens.example.com:8443'],
    ['API_TOKEN', ''],
    ['API_TOKEN', 'changeme'],
    ['CREDENTIALS', 'none'],
    ['REGISTRY', 'https://registry.example.com:443/@scope/package'],
    ['GREETING', 'Hello, World 1234567890!'],
    ['COMMIT', '9f8e7d6c5b4a32100123456789abcdef01234567'],
  ])('leaves %s=%s alone', (name, value) => {
    expect(inEnv(name, value)).toEqual([]);
  });

  it.each([
    ['ANYTHING', 'AKIAIOSFODNN7EXAMPLE', 'aws-access-key-id'],
    ['ANYTHING', `ghp_${'a1B2c3D4'.repeat(5)}`, 'github-token'],
    ['ANYTHING', 'xoxb-123456789012-abcdefghijkl', 'slack-token'],
    ['TLS_KEY_FILE', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n', 'private-key'],
    [
      'ANYTHING',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dGhlLXNpZ25hdHVyZQ',
      'json-web-token',
    ],
    ['DATABASE_URL', 'postgres://u:p@h/db', 'url-password'],
    ['DATABASE_URL', `postgres://u:${CANARY}@db:5432/app`, 'url-password'],
    ['REDIS_URL', 'redis://:hunter2@redis:6379', 'url-password'],
    ['JDBC_URL', 'jdbc:postgresql://app:hunter2@db/app', 'url-password'],
    ['SENTRY_DSN', 'https://user:pass1@o1.ingest.sentry.io/2', 'url-password'],
    ['MYSQL_DSN', 'app:hunter2@tcp(db:3306)/app', 'dsn-password'],
    ['API_KEY', CANARY, 'named-random-value'],
    ['apiKey', CANARY, 'named-random-value'],
    ['STRIPE_APIKEY', CANARY, 'named-random-value'],
    ['oauth.client-secret', CANARY, 'named-random-value'],
    ['S3_ACCESS_KEY', CANARY, 'named-random-value'],
    ['DB_PASSWORD', 'hunter2', 'password-value'],
    ['dbPassword2', 'postgres', 'password-value'],
    ['PGPASSWORD', 'hunter2', 'password-value'],
    ['MYSQL_PWD', 'hunter2', 'password-value'],
    ['ADMIN_PASSWORD', 'changeme', 'placeholder-password'],
    ['DATABASE_URL', 'postgres://app:changeme@db/app', 'placeholder-password'],
    ['API_TOKEN', 'x9$2', 'suspicious-name'],
  ])('sees %s=%s as %s', (name, value, detector) => {
    expect(detectorOf(name, value)).toBe(detector);
  });

  it('does not look at references, nor at what is no text', () => {
    const valueFrom = { secretKeyRef: { name: 'db', key: 'password' } };
    expect(
      secretDetector.run(
        {
          containers: [
            {
              name: 'app',
              env: [
                { name: 'DB_PASSWORD', valueFrom },
                { name: 'DB_PASSWORD', value: 42 },
                null,
                'DB_PASSWORD=hunter2',
              ],
            },
          ],
        },
        {},
      ),
    ).toEqual([]);
  });

  it.each([
    [[`--db-password=${CANARY}`], 'db-password', 'args[0]'],
    [['--db-password', CANARY], 'db-password', 'args[0]'],
    [['-e', `DB_PASSWORD=${CANARY}`], 'DB_PASSWORD', 'args[1]'],
    [[`export DB_PASSWORD='${CANARY}' && run`], 'DB_PASSWORD', 'args[0]'],
    [[`-Ddb.password=${CANARY}`], 'Ddb.password', 'args[0]'],
    [[`-c`, `connect --token "${CANARY}"`], 'token', 'args[1]'],
  ])('reads %j of args', (args, name, kind) => {
    expect(inArgs(...args)).toEqual([
      expect.objectContaining({ container: 'app', name, kind }),
    ]);
  });

  it.each([
    ['--requirepass $(REDIS_PASSWORD)'],
    ['TOKEN=$(cat /var/run/token); run'],
    ['--bootstrap-token-ttl', '24h'],
    ['--client-secret-file=/etc/oauth/secret'],
    ['--password-stdin', 'registry.example.com'],
    ['--token', '--verbose'],
    ['--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
  ])('leaves %j of args alone', (...args) => {
    expect(inArgs(...args)).toEqual([]);
  });

  it('looks everywhere a pod keeps text, and returns none of it', () => {
    const exec = { exec: { command: ['sh', '-c', `X_TOKEN=${CANARY} check`] } };
    const holder = (name: string) => ({
      name,
      env: [{ name: 'API_TOKEN', value: CANARY }],
      command: ['run', `--password=${CANARY}`],
      args: [`https://u:${CANARY}@h/`],
      livenessProbe: exec,
      readinessProbe: exec,
      startupProbe: exec,
      lifecycle: { postStart: exec, preStop: exec },
    });
    const spec = {
      initContainers: [holder('init')],
      containers: [holder('app')],
      ephemeralContainers: [holder('debug')],
    };
    const facts = secretDetector.run(spec, {
      annotations: {
        'example.com/api-token': CANARY,
        'checksum/secret': '9f8e7d6c5b4a32100123456789abcdef',
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
          spec: {
            template: {
              spec: {
                containers: [
                  { name: 'app', env: [{ name: 'OLD_TOKEN', value: CANARY }] },
                ],
              },
            },
          },
        }),
      },
    });
    expect(JSON.stringify(facts)).not.toContain('CANARY');
    const places = facts.map(({ container, kind }) => `${container} ${kind}`);
    expect(places).toHaveLength(3 * 8 + 2);
    expect(places).toContain('undefined annotation');
    expect(places).toContain('app last-applied env');
    for (const name of ['init', 'app', 'debug']) {
      for (const place of [
        'env',
        'command[1]',
        'args[0]',
        'livenessProbe.exec.command[2]',
        'readinessProbe.exec.command[2]',
        'startupProbe.exec.command[2]',
        'lifecycle.postStart.exec.command[2]',
        'lifecycle.preStop.exec.command[2]',
      ]) {
        expect(places).toContain(`${name} ${place}`);
      }
    }
  });

  it('says what the last apply still holds, and only once', () => {
    const env = [{ name: 'API_TOKEN', value: CANARY }];
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        spec: { containers: [{ name: 'app', env }] },
      }),
    };
    const kinds = (containers: readonly object[]) =>
      secretDetector.run({ containers }, { annotations }).map(f => f.kind);
    expect(kinds([{ name: 'app', env }])).toEqual(['env']);
    expect(kinds([{ name: 'app' }])).toEqual(['last-applied env']);
  });

  it('leaves annotations that name or hash a Secret alone', () => {
    const annotations = {
      'vault.hashicorp.com/agent-inject-token': 'true',
      'vault.hashicorp.com/agent-inject-secret-db': 'secret/data/db',
      'secret.reloader.stakater.com/reload': 'db-a1b2c3d4e5',
      'checksum/secrets': '9f8e7d6c5b4a32100123456789abcdef',
      'kubectl.kubernetes.io/last-applied-configuration': '{not json',
    };
    expect(secretDetector.run({}, { annotations })).toEqual([]);
  });

  it('survives any shape and never returns a value', () => {
    const anything = fc.anything({ maxDepth: 4 });
    fc.assert(
      fc.property(anything, anything, (spec, metadata) => {
        expect(Array.isArray(secretDetector.run(spec, metadata))).toBe(true);
      }),
      { numRuns: 200, seed: 5 },
    );
    const names = fc.constantFrom('API_TOKEN', 'DB_PASSWORD', 'URL', 'x');
    fc.assert(
      fc.property(
        names,
        fc.string({ unit: 'binary' }),
        fc.string(),
        (name, before, after) => {
          const value = `${before}${CANARY}${after}`;
          const facts = [
            ...inEnv(name, value),
            ...inArgs(value, `--${name}`, value, `${name}=${value}`),
          ];
          expect(JSON.stringify(facts)).not.toContain('CANARY');
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('reads a megabyte of anything in a moment', () => {
    const started = process.hrtime.bigint();
    for (const unit of ['a', 'a:', '://', '"', "'", '-', 'eyJ', 'a.', '$(']) {
      const value = unit.repeat(1_500_000 / unit.length);
      inEnv('API_TOKEN', value);
      inArgs(value, `${value} ${value}`);
    }
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    expect(seconds).toBeLessThan(20);
  });
});

describe('nameSegments', () => {
  it.each([
    ['DB_PASSWORD', ['db', 'password']],
    ['dbPassword2', ['db', 'password']],
    ['myAPIKey', ['my', 'api', 'key']],
    ['oauth.client-secret', ['oauth', 'client', 'secret']],
    ['COMPASS', ['compass']],
    ['__', []],
  ])('splits %s', (name, segments) => {
    expect(nameSegments(name)).toEqual(segments);
  });
});
