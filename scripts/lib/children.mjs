// Child processes that end with this one, whatever way it ends.
import { spawn } from 'node:child_process';

const children = new Set();

export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...options,
  });
  children.add(child);
  child.on('close', () => children.delete(child));
  return child;
}

export function stopAll(signal = 'SIGTERM') {
  for (const child of children) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopAll();
    setTimeout(() => process.exit(130), 300);
  });
}
process.on('exit', () => stopAll('SIGKILL'));

/** Copies a child's lines to our own output, each with its name in front. */
export function prefix(child, name, onLine = () => {}) {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', chunk => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        console.log(`[${name}] ${line}`);
        onLine(line);
      }
    });
  }
}

/** Resolves when the address answers at all; rejects when the time is over. */
export async function answers(url, timeoutMs) {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.status < 500) return;
    } catch {
      // Not up yet.
    }
    if (Date.now() > until) throw new Error(`${url} did not answer in time`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
