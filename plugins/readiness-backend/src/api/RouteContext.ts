import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CheckInfo } from '@readiness/backstage-plugin-readiness-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import type { DatabaseClusterStore } from '../clusters/DatabaseClusterStore';
import { fieldError } from '../errors/fieldError';
import type { DatabaseEvidenceStore } from '../evidence/DatabaseEvidenceStore';
import type { EvidenceRecorder } from '../evidence/EvidenceRecorder';
import type { SubjectDirectory } from '../evidence/SubjectDirectory';
import type { AccessControl } from '../permissions/AccessControl';
import type { RoadmapService } from '../roadmap/RoadmapService';
import type { DatabaseScanRunStore } from '../scanning/DatabaseScanRunStore';
import type { ScanScheduler } from '../scanning/ScanScheduler';
import type { ClusterReader } from './views/ClusterReader';
import type { FindingReader } from './views/FindingReader';
import type { LeaderboardReader } from './views/LeaderboardReader';
import type { ScorecardReader } from './views/ScorecardReader';

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
  clusterReader: ClusterReader;
  findingReader: FindingReader;
  scorecardReader: ScorecardReader;
  leaderboardReader: LeaderboardReader;
  checkInfos: readonly CheckInfo[];
  rulesetVersion: string;
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
