import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import type { DatabaseClusterStore } from '../clusters/DatabaseClusterStore';
import type { DisputeService } from '../disputes/DisputeService';
import { fieldError } from '../errors/fieldError';
import type { ConfigHealth } from '../config/ConfigHealth';
import type { DatabaseEvidenceStore } from '../evidence/DatabaseEvidenceStore';
import type { EvidenceRecorder } from '../evidence/EvidenceRecorder';
import type { SubjectDirectory } from '../evidence/SubjectDirectory';
import type { AccessControl } from '../permissions/AccessControl';
import type { Viewer } from '../permissions/Viewer';
import type { RoadmapService } from '../roadmap/RoadmapService';
import type { DatabaseScanRunStore } from '../scanning/DatabaseScanRunStore';
import type { ScanScheduler } from '../scanning/ScanScheduler';
import type { WaiverGroups } from '../waivers/waiverRules';
import type { WaiverService } from '../waivers/WaiverService';
import type { CheckReader } from './views/CheckReader';
import type { ClusterReader } from './views/ClusterReader';
import type { FindingReader } from './views/FindingReader';
import type { LeaderboardReader } from './views/LeaderboardReader';
import type { OnboardingReader } from './views/OnboardingReader';
import type { ReviewReader } from './exports/ReviewReader';
import type { ScorecardReader } from './views/ScorecardReader';
import type { WaiverReader } from './views/WaiverReader';

/** What the routes stand on. */
export interface RouteContext {
  knex: Knex;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: AccessControl;
  clusters: DatabaseClusterStore;
  runs: DatabaseScanRunStore;
  scheduler: Pick<ScanScheduler, 'request'>;
  evidence: DatabaseEvidenceStore;
  recorder: EvidenceRecorder;
  subjects: SubjectDirectory;
  roadmap: RoadmapService;
  disputes: DisputeService;
  waivers: WaiverService;
  waiverGroups: WaiverGroups;
  waiverReader: WaiverReader;
  clusterReader: ClusterReader;
  findingReader: FindingReader;
  scorecardReader: ScorecardReader;
  leaderboardReader: LeaderboardReader;
  checkReader: CheckReader;
  reviewReader: ReviewReader;
  configHealth: ConfigHealth;
  onboardingReader: OnboardingReader;
  now: () => number;
}

/** Adds the routes of one area to the router. */
export type RegisterRoutes = (router: Router, context: RouteContext) => void;

/** People and services both may call; everything else is decided by permission. */
export function callerOf(
  httpAuth: HttpAuthService,
  request: Request,
): Promise<BackstageCredentials> {
  return httpAuth.credentials(request, { allow: ['user', 'service'] });
}

/** Who acts: the entity ref of a user, or the subject of a service. */
export function actorOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'service';
}

/** 404 for a finding that the caller may not see. */
export async function visibleFinding(
  { findingReader }: Pick<RouteContext, 'findingReader'>,
  id: string,
  viewer: Viewer,
) {
  const finding = await findingReader.get(id, viewer);
  if (!finding) throw new NotFoundError(`There is no finding "${id}"`);
  return finding;
}

/** A full entity ref in the form of the catalog; 400 with the field otherwise. */
export function entityRefOf(field: string, text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultNamespace: 'default' }),
    );
  } catch {
    throw fieldError(field, `"${text}" is not a full entity ref`);
  }
}
