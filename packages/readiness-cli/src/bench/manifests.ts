/**
 * How long a scan of many manifests takes: `yarn bench:manifests --count 10000`
 * writes that many files into a temporary folder, scans them as the command
 * does, and prints one JSON object as its last line. On a busy machine
 * `cpuSeconds` tells more than `wallSeconds`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../run';

/** A workload with what usually comes with it, spread over the kinds. */
function manifest(index: number): string {
  const app = `app-${Math.floor(index / 4)}`;
  const namespace = `team-${Math.floor(index / 400)}`;
  const head = (apiVersion: string, kind: string) =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${app}\n  namespace: ${namespace}\n  labels:\n    app.kubernetes.io/name: ${app}\n`;
  switch (index % 4) {
    case 0:
      return `${head('apps/v1', 'Deployment')}spec:
  replicas: 3
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      serviceAccountName: ${app}
      containers:
        - name: app
          image: registry.example/${app}:1.2.${index}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: ${app}
                  key: url
          resources:
            requests:
              cpu: 100m
          readinessProbe:
            httpGet:
              path: /ready
              port: http
        - name: proxy
          image: registry.example/proxy:latest
`;
    case 1:
      return `${head('v1', 'Service')}spec:
  selector:
    app: ${app}
  ports:
    - port: 80
      targetPort: http
`;
    case 2:
      return `${head('policy/v1', 'PodDisruptionBudget')}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: ${app}
`;
    default:
      return head('v1', 'ServiceAccount');
  }
}

function write(folder: string, count: number): number {
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const team = join(folder, `team-${Math.floor(index / 400)}`);
    if (index % 400 === 0) mkdirSync(team, { recursive: true });
    const text = manifest(index);
    bytes += text.length;
    writeFileSync(join(team, `${index}.yaml`), text);
  }
  return bytes;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '10000' },
      format: { type: 'string', default: 'json' },
    },
  });
  const count = Number(values.count);
  const folder = mkdtempSync(join(tmpdir(), 'readiness-bench-'));
  try {
    const bytes = write(folder, count);
    let output = 0;
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const code = await run(
      ['scan', folder, '--format', values.format, '--fail-on', 'none'],
      {
        stdin: process.stdin,
        stdout: { write: text => (output += text.length) },
        stderr: process.stderr,
        env: process.env,
        cwd: process.cwd,
      },
    );
    const wall = (performance.now() - started) / 1e3;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (code !== 0) throw new Error(`the scan ended with ${code}`);
    const rounded = (value: number) => Number(value.toFixed(1));
    process.stdout.write(
      `${JSON.stringify({
        manifests: count,
        megabytes: rounded(bytes / 1e6),
        format: values.format,
        outputMegabytes: rounded(output / 1e6),
        wallSeconds: rounded(wall),
        cpuSeconds: rounded((user + system) / 1e6),
        peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      })}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
