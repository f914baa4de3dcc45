import {
  weeklyCapacity,
  WEEK_THEMES,
  type PlanOptions,
  type Roadmap,
  type TaskSlice,
  type TaskStatus,
  type WeekFacts,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fromJson } from '../database/rows';
import type { DbTaskEventRow } from '../database/tables';
import { apiTask } from './apiTask';
import type { CountedTask } from './TaskStore';

const DONE: readonly TaskStatus[] = ['verified', 'waived', 'subject_removed'];
/** How many verified tasks are shown, newest first. */
const SHOWN_VERIFIED = 50;

export const isDone = (task: Pick<CountedTask, 'status'>) =>
  DONE.includes(task.status);

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const tidy = (days: number) => Math.round(days * 1e6) / 1e6;
const distinct = (values: readonly string[]) =>
  [...new Set(values)].sort(compareText);

/** Highest priority first, as the planner takes them. */
function compareTasks(a: CountedTask, b: CountedTask): number {
  return (
    b.priority - a.priority ||
    compareText(a.due_at ?? '~', b.due_at ?? '~') ||
    a.effort_days - b.effort_days ||
    compareText(a.key, b.key)
  );
}

/** Days of an owner that are taken, by week. */
function usedDays(tasks: readonly CountedTask[]): Map<string, number> {
  const used = new Map<string, number>();
  for (const task of tasks) {
    for (const { week, days } of fromJson<TaskSlice[]>(task.slices)) {
      const key = `${week} ${task.owner}`;
      used.set(key, tidy((used.get(key) ?? 0) + days));
    }
  }
  return used;
}

/** How many moves are told. */
const SHOWN_MOVES = 50;

/** The last move of each task that the reader sees. */
function changesOf({ tasks, moves }: RoadmapInput): Roadmap['changes'] {
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  const told = new Set<string>();
  return moves
    .flatMap(({ task_id: taskId, message, at }) => {
      const title = titles.get(taskId);
      if (title === undefined || told.has(taskId)) return [];
      told.add(taskId);
      return [{ taskId, title, message, at }];
    })
    .slice(0, SHOWN_MOVES);
}

export interface RoadmapInput {
  /** What the filter leaves and the reader may see. */
  tasks: readonly CountedTask[];
  /** Everything that the reader may see, for the choices of the filters. */
  visible: readonly CountedTask[];
  /** Every task: capacity is taken by what a filter hides as well. */
  all: readonly CountedTask[];
  facts: WeekFacts;
  plan: Pick<
    PlanOptions,
    'capacity' | 'platformOwner' | 'platformCapacity' | 'wipLimit'
  >;
  issueUrlTemplate?: string;
  /** Events of tasks that moved, newest first. */
  moves: readonly DbTaskEventRow[];
  /** ISO time. */
  generatedAt: string;
}

/** The plan as the API answers it. */
export function roadmapView(input: RoadmapInput): Roadmap {
  const { issueUrlTemplate, plan } = input;
  const now = DateTime.fromISO(input.generatedAt).toMillis();
  const shown = (tasks: readonly CountedTask[]) =>
    tasks.map(task => apiTask(task, { issueUrlTemplate, now }));
  const open = input.tasks.filter(task => !isDone(task)).sort(compareTasks);
  const used = usedDays(input.all.filter(task => !isDone(task)));
  const capacities = { now: 0, pinned: {}, verified: [], ...plan };
  const inWeeks = open.filter(({ slot }) => slot === 'week');
  const owners = distinct(inWeeks.map(({ owner }) => owner));
  const verified = input.tasks
    .filter(({ status }) => status === 'verified')
    .sort((a, b) => compareText(b.closed_at ?? '', a.closed_at ?? ''))
    .slice(0, SHOWN_VERIFIED);
  const choices = input.visible.filter(task => !isDone(task));
  return {
    generatedAt: input.generatedAt,
    weeks: WEEK_THEMES.map(({ week, theme, exitCriteria }) => ({
      week,
      theme,
      exitCriteria: exitCriteria.map(({ text, evaluate }) => ({
        text,
        ...evaluate(input.facts),
      })),
      capacity: owners.map(owner => ({
        owner,
        usedDays: used.get(`${week} ${owner}`) ?? 0,
        capacityDays: weeklyCapacity(owner, capacities),
      })),
      tasks: shown(inWeeks.filter(task => task.week === week)),
    })),
    next: shown(open.filter(({ slot }) => slot === 'next')),
    later: shown(open.filter(({ slot }) => slot === 'later')),
    verified: shown(verified),
    changes: changesOf(input),
    owners: distinct(choices.map(({ owner }) => owner)),
    clusters: distinct(
      choices.flatMap(task => fromJson<string[]>(task.clusters)),
    ),
  };
}
