import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** Reviews Kubernetes clusters for production readiness. */
  readiness?: {
    /**
     * How often each cluster is scanned as a whole. Every 6 hours by default,
     * with a timeout of 30 minutes; the first scan follows the start.
     */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;

    /** Objects a page of a list, 50 to 1000; 500 by default. */
    pageSize?: number;

    /**
     * What is to be said of clusters beside what the Kubernetes plugin knows.
     * Clusters of the Kubernetes plugin need no entry.
     */
    clusters?: Array<{
      /** As the Kubernetes plugin names it; unique. */
      name: string;
      /** What people call it. */
      title?: string;
      /** Environment of namespaces that name none; `prod` by default. */
      environment?: 'prod' | 'staging' | 'dev';
      /**
       * Full entity ref of the owner; by default the owner of the catalog
       * Resource of type `kubernetes-cluster` with this name.
       */
      owner?: string;
      /**
       * A way to reach the cluster without the Kubernetes plugin: for sign-in
       * methods that need a person, or for an account of the scanner's own.
       */
      access?:
        | {
            type: 'kubeconfig';
            /** Path of the file; by default as kubectl finds it. */
            path?: string;
            /** Context in the file; by default the current one. */
            context?: string;
          }
        | {
            /** The service account of the pod that the backend runs in. */
            type: 'inCluster';
          }
        | {
            type: 'url';
            /** URL of the API server. */
            url: string;
            /**
             * Bearer token.
             * @visibility secret
             */
            token?: string;
            /** Certificate of the authority, base64 of PEM. */
            caData?: string;
            /** Trust any certificate; for trials only. */
            skipTLSVerify?: boolean;
          };

      /** The metrics store of the cluster: Prometheus, Thanos, Mimir, VictoriaMetrics. */
      prometheus?: {
        /** URL of the API, without `/api/v1`; read-only, by GET alone. */
        url: string;
        /**
         * Headers of every request, e.g. `Authorization`.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Tenant, sent as `X-Scope-OrgID`. */
        tenant?: string;
        /**
         * What tells this cluster from others in the same store, e.g.
         * `cluster="prod-eu"`. Without it a store of several clusters is not used.
         */
        clusterMatchers?: string;
        /** Seconds that one request may take, 1 to 120; 30 by default. */
        timeoutSeconds?: number;
        /** Certificate of the authority, base64 of PEM. */
        caData?: string;
        /** Trust any certificate; for trials only. */
        skipTLSVerify?: boolean;
      };

      /** OpenCost or Kubecost of the cluster. */
      opencost?: {
        /** URL of the API, without `/allocation`; read-only, by GET alone. */
        url: string;
        /**
         * Headers of every request, e.g. `Authorization`.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Tenant, sent as `X-Scope-OrgID`. */
        tenant?: string;
        /**
         * What tells this cluster from others, by the label `cluster` alone, e.g.
         * `cluster="prod-eu"`.
         */
        clusterMatchers?: string;
        /** Seconds that one request may take, 1 to 120; 30 by default. */
        timeoutSeconds?: number;
        /** Certificate of the authority, base64 of PEM. */
        caData?: string;
        /** Trust any certificate; for trials only. */
        skipTLSVerify?: boolean;
      };
    }>;

    /**
     * Rules for entities that do not name their workloads themselves, in order;
     * for each entity the first that finds a workload decides. Placeholders in
     * `namespace` and `labelSelector`: `{name}` and `{namespace}` of the entity,
     * `{system}`, the name of its system. A rule takes no workload that an entity
     * names by annotation.
     */
    matching?: Array<{
      /** Glob of entity refs, e.g. `component:default/*`; any by default. */
      entities?: string;
      /** `Component` by default, any kind where `entities` is given. */
      kind?: string;
      /** `spec.type` of the entity; any by default. */
      type?: string;
      /** Glob of cluster names; any by default. */
      cluster?: string;
      /** Namespace of the workloads, e.g. `team-{system}`; any by default. */
      namespace?: string;
      /** As for kubectl, e.g. `app.kubernetes.io/name={name}`. */
      labelSelector: string;
    }>;

    /**
     * Full entity ref of the group that owns what belongs to nobody else and
     * sees all results; `group:default/platform` by default.
     */
    platformOwner?: string;

    /**
     * Who sees results beside the platform group: nobody, the owners of each
     * entity, or everybody; `owners` by default. Clocks of due dates start when
     * owners see results.
     */
    rollout?: 'private' | 'owners' | 'portal';

    /**
     * Who sees how owners, systems and domains compare: as `rollout` says, or
     * everybody with `readiness.scorecard.read`, though not the services behind
     * it. Rows of fewer than two services, or of fewer than
     * `leaderboard.minEntities`, stay with who sees those. `rollout` by default.
     */
    aggregates?: 'rollout' | 'portal';

    /** Settings of checks, by id. An id that does not exist stops the start. */
    checks?: {
      [id: string]: {
        /** `false` leaves the check out of scans and scores. */
        enabled?: boolean;
        /**
         * `observe` shows what the check finds and counts it for nothing: no
         * score, level, task or due date. `enforce` by default; checks that an
         * upgrade brings are observed for `newChecks.observeDays`.
         */
        mode?: 'enforce' | 'observe';
        /** The most that its findings may weigh, and its weight in the score. */
        severity?: 'critical' | 'high' | 'medium' | 'low';
        /** Who answers for its findings: for all, or by place; the first row that fits holds. */
        responsible?:
          | 'service'
          | 'platform'
          | Array<{
              responsible: 'service' | 'platform';
              /** Glob of cluster names; any by default. */
              cluster?: string;
              /** Glob of namespaces; any by default. */
              namespace?: string;
            }>;
        /** Parameters as its description names them. */
        params?: { [name: string]: unknown };
        /**
         * Where the check does not apply, for good. A row names at least one
         * glob; what is to end some day is an exception.
         */
        exclude?: Array<{
          /** Glob of cluster names; any by default. */
          cluster?: string;
          /** Glob of namespaces; any by default. */
          namespace?: string;
          /** Glob of object names; any by default. */
          name?: string;
          /** Why; shown wherever it acts. */
          reason: string;
        }>;
      };
    };

    newChecks?: {
      /**
       * Days for which checks that an upgrade brings are observed only; 28 by
       * default. An installation enforces all that it starts with.
       */
      observeDays?: number;
    };

    /**
     * Rules that do not apply to certain objects. Such an object is not
     * applicable for the rule, with this reason.
     */
    exceptions?: Array<{
      /** Id of the check. */
      check: string;
      /** Glob of cluster names; any by default. */
      cluster?: string;
      /** Glob of namespaces; any by default. */
      namespace?: string;
      /** Glob of object names; any by default. */
      name?: string;
      /**
       * Glob of the rule: what the description of the check names, else the
       * discriminator of a finding or the code of its reasons; any by default.
       */
      rule?: string;
      /** Why; shown wherever the exception applies. */
      reason: string;
      /** ISO date after which it no longer applies. */
      expires?: string;
    }>;

    /**
     * Thresholds that differ from the defaults, nested at the dots of their
     * names: `restore: { validDays: { tier1: 60 } }`.
     */
    thresholds?: { [key: string]: unknown };

    namespaces?: {
      /** Globs of namespaces that are shown but not scored; replaces the defaults. */
      system?: string[];
      /** Globs of namespaces that the platform answers for; replaces the defaults. */
      platform?: string[];
    };

    /**
     * What capacity costs here, for the money that a smaller request saves.
     * There are no default prices: without them only amounts are told.
     */
    costs?: {
      /** e.g. `EUR`. */
      currency: string;
      /** Of one core for an hour. */
      cpuCoreHour: number;
      /** Of one GiB of memory for an hour. */
      memoryGiBHour: number;
    };

    /** Answers to what a cluster cannot show. */
    external?: {
      /** Backups are made outside of the clusters. */
      backup?: boolean;
      /** Metrics and alerts are collected outside of the clusters. */
      observability?: boolean;
      /** Logs are collected outside of the clusters. */
      logs?: boolean;
    };

    levels?: {
      /** Days that a level has to hold before it is shown; 7 by default. */
      holdDays?: number;
    };

    leaderboard?: {
      /** Days since the first scan before a row is ranked; 14 by default. */
      minDays?: number;
      /** Entities that a ranked row needs; 3 by default. */
      minEntities?: number;
    };

    verify?: {
      /**
       * Hours that the fix of a check of stage "used" has to hold before its
       * task is verified; 24 by default.
       */
      usedStageHours?: number;
    };

    /** Person-days a week that the roadmap plans with. */
    capacity?: {
      /** Of a team; 3 by default. */
      default?: number;
      /** Of the platform group; 10 by default. */
      platform?: number;
      /** Tasks that an owner works on at the same time; 3 by default. */
      wipLimit?: number;
      /** Teams with another capacity. */
      owners?: Array<{
        /** Full entity ref. */
        owner: string;
        daysPerWeek: number;
      }>;
    };

    waivers?: {
      /**
       * Groups whose members approve and reject waivers: never one's own
       * request, nor one for a finding of a team that one is in; the
       * `platformOwner` by default.
       */
      approvers?: string[];
      /**
       * Groups whose members decide where a waiver was renewed once already;
       * without any, nobody does and the finding has to be fixed.
       */
      escalation?: string[];
    };

    /**
     * A link that creates an issue for a task, without any token. Placeholders:
     * `{title}`, `{body}`, `{id}`, `{owner}`.
     */
    issueUrlTemplate?: string;

    /**
     * Reports of other tools that become findings with their tool's name. They
     * count for no score, level, task or due date.
     */
    imports?: {
      /** PolicyReports and OpenReports, of Kyverno and others; true by default. */
      policyReports?: boolean;
      /** Audits, RBAC and exposed secrets of the Trivy Operator; true by default. */
      trivy?: boolean;
      /** Scans of Kubescape; true by default. */
      kubescape?: boolean;
      /** How many are kept of a cluster, the gravest first; 2000 by default. */
      maxFindings?: number;
    };

    fetch?: {
      /**
       * Hosts that artefacts of evidence may be on, with their port unless it
       * is the default one, e.g. `ci.example.com`. No other host is asked.
       */
      allow?: string[];
    };
  };
}
