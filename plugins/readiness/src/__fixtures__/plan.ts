import type {
  Evidence,
  Roadmap,
  Task,
  TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import { literalSecret } from './findings';

export const secretTask: Task = {
  id: 't-secret',
  title: 'Take secrets from a manager',
  owner: 'group:default/payments',
  severity: 'critical',
  fixKey: 'secret-from-manager',
  effortDays: 2,
  risk: 13.5,
  findingCount: 3,
  dueAt: '2026-12-01T00:00:00.000Z',
  status: 'open',
  dependsOn: ['t-store'],
  predictedDelta: 8,
  because: 'critical, nothing comes before it',
  capacityConflict: false,
  issueUrl: 'https://issues.example.com/new?title=secrets',
  week: 2,
  version: 4,
};

const storeTask: Task = {
  ...secretTask,
  id: 't-store',
  title: 'Install the secret store',
  owner: 'group:default/platform',
  dependsOn: [],
  issueUrl: undefined,
  capacityConflict: true,
  week: 1,
};

export const verifiedTask: Task = {
  ...storeTask,
  id: 't-done',
  title: 'Set memory limits',
  status: 'verified',
  predictedDelta: 3,
  observedDelta: 3.4,
  capacityConflict: false,
};

export const secretTaskDetail: TaskDetail = {
  ...secretTask,
  note: 'Vault is ready',
  findings: [literalSecret],
  history: [
    {
      at: '2026-11-02T08:00:00.000Z',
      type: 'planned',
      actor: 'user:default/ben',
      message: 'placed in week 2',
    },
  ],
};

const week = (number: number, tasks: Task[]): Roadmap['weeks'][number] => ({
  week: number,
  theme: `Theme ${number}`,
  exitCriteria: [
    { text: `criterion ${number}`, met: number === 1, detail: '2 of 2' },
  ],
  capacity: [{ owner: 'group:default/platform', usedDays: 6, capacityDays: 5 }],
  tasks,
});

export const plan: Roadmap = {
  generatedAt: '2026-11-20T08:00:00.000Z',
  weeks: [
    week(1, [storeTask]),
    week(2, [secretTask]),
    week(3, []),
    week(4, []),
  ],
  next: [],
  later: [{ ...storeTask, id: 't-later', title: 'Move to spot capacity' }],
  verified: [verifiedTask],
  owners: ['group:default/payments', 'group:default/platform'],
  clusters: ['prod-eu', 'staging-eu'],
};

export const drill: Evidence = {
  id: 'e-1',
  check: 'rec-restore-pvc-proven',
  control: 'R1',
  what: 'restore-drill',
  subjects: ['ns:7d0d0b3c-6a0e-4f0b-9b61-3a4f1a8f0001/shop'],
  performedAt: '2026-11-10T10:00:00.000Z',
  performedBy: 'user:default/alice',
  attestedBy: 'user:default/bob',
  outcome: 'success',
  artefacts: [{ url: 'https://ci.example.com/1234' }],
  grade: 'E2',
  expiresAt: '2027-02-10T10:00:00.000Z',
  state: 'valid',
};
