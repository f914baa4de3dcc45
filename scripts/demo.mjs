// `npm run demo -- …`: changes the sample clusters so that the portal has
// something to notice. Talks to the sample clusters only.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const fixes = JSON.parse(
  readFileSync(
    new URL('../packages/sample-cluster/demo/fixes.json', import.meta.url),
    'utf8',
  ),
);
const CLUSTERS = {
  'prod-eu': process.env.SAMPLE_CLUSTER_URL ?? 'http://127.0.0.1:6441',
  'staging-eu':
    process.env.SAMPLE_CLUSTER_STAGING_URL ?? 'http://127.0.0.1:6442',
};
const TOKEN = 'sample-demo-token';
const SCANNER = 'system:serviceaccount:readiness:readiness-scanner';
const DEFAULT_RIGHT = 'poddisruptionbudgets.policy';
const DEFAULT_FIX = 'checkout-resources';
const PROTOCOL = 'restore-drill-checkout.txt';

const USAGE = `Usage: npm run demo -- <command> [--cluster NAME]

  list                      the fixes by name, and what each one closes
  fix NAME                  applies a fix to the sample cluster
  break [NAME]              undoes a fix; ${DEFAULT_FIX} by default
  revoke [RESOURCE.GROUP]   takes a read right from the scanner; ${DEFAULT_RIGHT} by default
  grant [RESOURCE.GROUP]    gives it back
  drill [--json]            prints the values of a restore drill to record as proof
  reset                     both clusters as they were at the start

Rights are changed on prod-eu unless --cluster names another one (${Object.keys(
  CLUSTERS,
).join(', ')}).`;

class UsageError extends Error {}

const PATCH_TYPES = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
};

async function call(cluster, method, path, { body, type } = {}) {
  const url = new URL(path, CLUSTERS[cluster]);
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body && { 'content-type': type ?? 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    throw new Error(
      `The sample cluster ${cluster} does not answer at ${url.origin}. Is \`npm start\` running?`,
    );
  }
  return { status: response.status, text: await response.text() };
}

async function must(cluster, method, path, options) {
  const answer = await call(cluster, method, path, options);
  if (answer.status >= 300) {
    const said = answer.text.startsWith('{') && JSON.parse(answer.text).message;
    throw new Error(
      `${method} ${path} answered ${answer.status}${said ? `: ${said}` : ''}`,
    );
  }
  return answer.text;
}

function nameOfFix(name) {
  if (!name) throw new UsageError('fix needs a name.');
  if (!Object.hasOwn(fixes, name)) {
    throw new UsageError(
      `There is no fix "${name}". There are: ${Object.keys(fixes).join(', ')}.`,
    );
  }
  return name;
}

async function run(cluster, steps) {
  let changed = 0;
  for (const { method, path, patch, body } of steps) {
    const type = PATCH_TYPES[patch];
    const { status } = await call(cluster, method, path, { body, type });
    // Creating what is there and deleting what is gone: done before.
    const done =
      (method === 'POST' && status === 409) ||
      (method === 'DELETE' && status === 404);
    if (status >= 300 && !done) {
      throw new Error(`${method} ${path} answered ${status}`);
    }
    if (!done) changed += 1;
  }
  return changed;
}

/** `poddisruptionbudgets.policy` → resource and group, if the cluster has it. */
async function rightOf(cluster, text) {
  const dot = text.indexOf('.');
  const resource = dot < 0 ? text : text.slice(0, dot);
  const group = dot < 0 ? '' : text.slice(dot + 1);
  const accept =
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const url = new URL(group ? '/apis' : '/api', CLUSTERS[cluster]);
  const answer = await fetch(url, {
    headers: { accept, authorization: `Bearer ${TOKEN}` },
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  if (!answer?.ok) {
    throw new Error(
      `The sample cluster ${cluster} does not answer at ${url.origin}. Is \`npm start\` running?`,
    );
  }
  const { items } = await answer.json();
  const known = items
    .filter(item => (item.metadata.name ?? '') === group)
    .some(item =>
      item.versions.some(version =>
        version.resources.some(one => one.resource === resource),
      ),
    );
  if (!known) {
    throw new UsageError(
      `${cluster} has no resource "${text}". Write the plural and the group, e.g. ${DEFAULT_RIGHT}, or pods.`,
    );
  }
  return { user: SCANNER, group, resource };
}

const commands = {
  list() {
    for (const [name, { title, closes, cluster }] of Object.entries(fixes)) {
      console.log(`${name}  (${cluster}; ${closes.join(', ')})\n    ${title}`);
    }
  },

  async fix({ name }) {
    const { cluster, title, steps } = fixes[nameOfFix(name)];
    const changed = await run(cluster, steps);
    console.log(
      changed > 0
        ? `${cluster}: ${title}\nScan the entity again to see the finding close.`
        : `${cluster}: nothing to do, ${name} is applied.`,
    );
  },

  async break({ name = DEFAULT_FIX }) {
    const { cluster, undo } = fixes[nameOfFix(name)];
    const changed = await run(cluster, undo);
    console.log(
      changed > 0
        ? `${cluster}: ${name} is undone.\nScan again: the finding comes back with its old age.`
        : `${cluster}: nothing to do, ${name} is not applied.`,
    );
  },

  async revoke({ name = DEFAULT_RIGHT, cluster }) {
    const body = await rightOf(cluster, name);
    await must(cluster, 'POST', '/__sample/revoke', { body });
    console.log(
      `${cluster}: the scanner may no longer read ${name}.\nScan again: coverage drops, the score does not rise. Undo with: npm run demo -- grant ${name}`,
    );
  },

  async grant({ name = DEFAULT_RIGHT, cluster }) {
    const body = await rightOf(cluster, name);
    await must(cluster, 'POST', '/__sample/grant', { body });
    console.log(`${cluster}: the scanner may read ${name} again.`);
  },

  async drill({ json }) {
    const cluster = 'prod-eu';
    const namespace = JSON.parse(
      await must(cluster, 'GET', '/api/v1/namespaces/kube-system'),
    );
    const path = `/__artefacts/${PROTOCOL}`;
    const protocol = await must(cluster, 'GET', path);
    const record = {
      check: 'rec-restore-pvc-proven',
      what: 'restore-drill',
      subjects: [`ns:${namespace.metadata.uid}/checkout`],
      performedAt: /^Finished\s+(\S+)$/m.exec(protocol)[1],
      performedBy: 'user:default/ana.lind',
      outcome: 'success',
      measured: { rtoSeconds: 1860, rpoSeconds: 25200, objectsRestored: 214 },
      validation: {
        kind: 'rowCount',
        result: 'passed',
        detail: 'orders, order_lines and payments_ref equal production',
      },
      artefacts: [
        {
          url: new URL(path, CLUSTERS[cluster]).href,
          sha256: createHash('sha256').update(protocol).digest('hex'),
        },
      ],
    };
    console.log(json ? JSON.stringify(record, undefined, 2) : asText(record));
  },

  async reset() {
    for (const cluster of Object.keys(CLUSTERS)) {
      await must(cluster, 'POST', '/__sample/reset', { body: {} });
      console.log(`${cluster}: as it was at the start.`);
    }
  },
};

function asText(record) {
  const [artefact] = record.artefacts;
  return [
    'Record this as proof in the portal:',
    `  check         ${record.check}`,
    `  what          ${record.what}`,
    `  subject       ${record.subjects[0]}  (namespace checkout of prod-eu)`,
    `  performed at  ${record.performedAt}`,
    `  performed by  ${record.performedBy}`,
    `  outcome       ${record.outcome}`,
    ...Object.entries(record.measured).map(
      ([name, value]) => `  measured      ${name} ${value}`,
    ),
    `  validation    ${record.validation.kind} ${record.validation.result}: ${record.validation.detail}`,
    `  artefact      ${artefact.url}`,
    `  sha256        ${artefact.sha256}`,
  ].join('\n');
}

function parse(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { cluster: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const [command, name, ...more] = parsed.positionals;
  const { cluster = 'prod-eu', json } = parsed.values;
  if (!command) throw new UsageError('A command is missing.');
  if (!Object.hasOwn(commands, command)) {
    throw new UsageError(`There is no command "${command}".`);
  }
  if (more.length > 0) throw new UsageError(`What is "${more[0]}" for?`);
  if (name !== undefined && ['list', 'drill', 'reset'].includes(command)) {
    throw new UsageError(`${command} takes no name.`);
  }
  if (!Object.hasOwn(CLUSTERS, cluster)) {
    throw new UsageError(`There is no cluster "${cluster}".`);
  }
  return { command, name, cluster, json };
}

try {
  const { command, ...options } = parse(process.argv.slice(2));
  await commands[command](options);
} catch (error) {
  console.error(error.message);
  if (error instanceof UsageError) {
    console.error(`\n${USAGE}`);
    process.exitCode = 2;
  } else {
    process.exitCode = 1;
  }
}
