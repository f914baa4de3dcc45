import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type {
  JudgedSubject,
  ScanResult,
  Source,
} from '@readiness/backstage-plugin-readiness-engine';
import { findingRow } from '../roadmap/__fixtures__/findingRow';
import type { ScanImports } from '../scanning/scanImports';
import { findingFacts } from './__fixtures__/findingFacts';
import {
  importDisposition,
  importedFindings,
  withAlsoReported,
} from './importedFindings';

const subject = {
  type: 'workload',
  cluster: 'u1',
  namespace: 'shop',
  apiGroup: 'apps',
  kind: 'Deployment',
  name: 'cart',
} as const;
const key = subjectKey(subject);

const row: JudgedSubject = {
  subject,
  key,
  entityRef: 'component:default/cart',
  inheritedBy: [],
  owner: 'group:default/shop',
  environment: 'prod',
  namespaceClass: 'tenant',
  fixRoot: { type: 'controller', key, title: 'Deployment shop/cart' },
  exposed: false,
};

const source = (state: Source['state']): Source => ({
  key: 'policyReports',
  resource: 'wgpolicyk8s.io/policyreports',
  state,
  count: 1,
  at: '2026-11-22T17:00:00.000Z',
});

const result = (state: Source['state'], subjects = [row]) =>
  ({
    cluster: { uid: 'u1', name: 'prod' },
    sources: [source(state)],
    subjects,
    verdicts: [],
  } as unknown as ScanResult);

const imports = (parts: Partial<ScanImports> = {}): ScanImports => ({
  keys: ['policyReports'],
  findings: [],
  also: [],
  cut: [],
  ...parts,
});

const found = {
  tool: 'kyverno',
  rule: 'require-labels/check',
  severity: 'high' as const,
  state: 'fail' as const,
  subject: key,
  objects: ['Deployment shop/cart'],
  count: 3,
  sources: ['policyReports'],
};

const context = {
  checks: new Map(),
  tiers: new Map(),
  platformOwner: 'group:default/platform',
  modeOf: () => 'enforce' as const,
};

describe('importedFindings', () => {
  it('are owned, graded and count for nothing', () => {
    const [facts] = importedFindings(
      result('ok'),
      imports({ findings: [found] }),
      context,
    );
    expect(facts).toMatchObject({
      kind: 'import',
      origin: 'kyverno',
      check_id: 'kyverno:require-labels/check',
      title: 'require-labels/check',
      severity: 'high',
      judged_state: 'fail',
      mode: 'observe',
      owner: 'group:default/shop',
      entity_ref: 'component:default/cart',
    });
    expect(facts.reasons).toContain('Deployment shop/cart and 2 more');
    expect(facts.remediation).toContain(
      'kubectl -n shop get policyreports.wgpolicyk8s.io -o yaml',
    );
  });

  it('have an id that fits its column and differs with the rule', () => {
    const [one, other] = ['a', 'b'].map(
      end =>
        importedFindings(
          result('ok'),
          imports({
            findings: [{ ...found, rule: `${'x'.repeat(200)}${end}` }],
          }),
          context,
        )[0],
    );
    expect(one.check_id).toHaveLength(128);
    expect(one.check_id).not.toBe(other.check_id);
    expect(one.id).not.toBe(other.id);
  });
});

describe('withAlsoReported', () => {
  const facts = findingFacts({ subject_key: key, check_id: 'rec-probes' });
  const also = [
    { check: 'rec-probes', subject: key, tool: 'kyverno', rule: 'p/r' },
  ];

  it('says who reports the same', () => {
    expect(withAlsoReported([facts], imports({ also }))[0].also_reported).toBe(
      '[{"rule":"p/r","source":"kyverno"}]',
    );
  });

  it('forgets it when nobody does any more', () => {
    expect(withAlsoReported([facts], imports())[0].also_reported).toBeNull();
  });

  it('leaves what is known where the scan did not ask', () => {
    expect(withAlsoReported([facts], undefined)[0]).not.toHaveProperty(
      'also_reported',
    );
  });
});

describe('importDisposition', () => {
  const stored = findingRow({
    id: 'f1',
    kind: 'import',
    origin: 'kyverno',
    subject_key: key,
    sources: JSON.stringify([
      { resource: 'wgpolicyk8s.io/policyreports', state: 'ok' },
    ]),
  });

  it.each(['ok', 'empty', 'absent'] as const)(
    'closes it when it is gone from reports that are %s',
    state => {
      expect(importDisposition(stored, result(state), imports())).toMatchObject(
        { type: 'close', reason: 'fixed' },
      );
    },
  );

  it.each(['forbidden', 'error', 'truncated', 'partial'] as const)(
    'keeps it while reports are %s',
    state => {
      expect(importDisposition(stored, result(state), imports())).toEqual({
        type: 'keep',
      });
    },
  );

  it('keeps it where not everything was kept', () => {
    expect(
      importDisposition(
        stored,
        result('ok'),
        imports({ cut: ['policyReports'] }),
      ),
    ).toEqual({ type: 'keep' });
  });

  it('leaves it to the next whole scan', () => {
    expect(importDisposition(stored, result('ok'), undefined)).toEqual({
      type: 'leave',
    });
  });

  it('closes it when its source is switched off', () => {
    expect(
      importDisposition(stored, result('ok'), imports({ keys: [] })),
    ).toMatchObject({ type: 'close', reason: 'check_removed' });
  });

  it('closes it when the subject is gone', () => {
    expect(
      importDisposition(stored, result('ok', []), imports()),
    ).toMatchObject({ type: 'close', reason: 'subject_removed' });
  });
});
