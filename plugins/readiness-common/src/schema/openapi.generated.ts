// Generated from openapi.yaml by `yarn generate`. Change the source.
/* eslint-disable */
export interface paths {
    "/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getClusters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCluster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{name}/matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMatching"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{name}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["startScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getScan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/scorecard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getScorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["disputeFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/findings/{id}/dispute/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["decideDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWaivers"];
        put?: never;
        post: operations["requestWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/waivers/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["approveWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/waivers/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rejectWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/waivers/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["revokeWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/waivers/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["renewWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/findings.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportFindingsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/findings.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportFindingsJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/findings.sarif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportFindingsSarif"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/leaderboard.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportLeaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export/review.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leaderboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getLeaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRoadmap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmap/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmap/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["previewMove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["updateTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["commentTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["updateTask"];
        trace?: never;
    };
    "/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getEvidence"];
        put?: never;
        post: operations["recordEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/onboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOnboarding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Dimension: "observability" | "security" | "cost" | "recovery";
        /** @enum {string} */
        Severity: "critical" | "high" | "medium" | "low";
        /** @enum {string} */
        Stage: "configured" | "used" | "proven";
        /** @enum {string} */
        Responsible: "service" | "platform";
        /** @description 0 Running, 1 Configured, 2 Used, 3 Proven. */
        Level: (0 | 1 | 2 | 3) | "unverified";
        /** @enum {string} */
        ScanStatus: "queued" | "running" | "completed" | "partial" | "failed";
        /** @enum {string} */
        SourceState: "ok" | "empty" | "absent" | "forbidden" | "partial" | "truncated" | "error" | "stale" | "inert" | "unscoped" | "notConnected";
        /** @enum {string} */
        TaskStatus: "open" | "planned" | "in_progress" | "awaiting_verification" | "verified" | "reopened" | "waived" | "subject_removed";
        Subject: {
            /** @enum {string} */
            type: "cluster" | "namespace" | "workload" | "entity";
            cluster?: string;
            clusterName?: string;
            namespace?: string;
            apiGroup?: string;
            kind: string;
            name: string;
        };
        Reason: {
            code: string;
            message: string;
            container?: string;
            field?: string;
        };
        Remediation: {
            summary: string;
            /** @enum {string} */
            type: "patch" | "manifest" | "command" | "steps";
            target?: {
                apiVersion: string;
                kind: string;
                namespace?: string;
                name: string;
            };
            content: string;
            note?: string;
        };
        /** @description What was read, where and when. */
        SourceRead: {
            resource: string;
            cluster?: string;
            state: components["schemas"]["SourceState"];
            /** Format: date-time */
            at: string;
            message?: string;
        };
        Source: {
            resource: string;
            state: components["schemas"]["SourceState"];
            count: number;
            /** Format: date-time */
            at?: string;
            reason?: string;
            /** @description The RBAC rule that would open it, YAML to copy. */
            missingRule?: string;
            namespaces?: string[];
        };
        Scan: {
            id: string;
            cluster: string;
            entityRef?: string;
            status: components["schemas"]["ScanStatus"];
            progress: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            error?: string;
            sources: components["schemas"]["Source"][];
        };
        ScanSummary: {
            id: string;
            status: components["schemas"]["ScanStatus"];
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt?: string;
            coverage?: number;
        };
        Cluster: {
            name: string;
            uid?: string;
            title: string;
            /** @enum {string} */
            environment?: "prod" | "staging" | "dev";
            scannable: boolean;
            reason?: string;
            access?: string;
            level: components["schemas"]["Level"];
            verified?: number;
            coverage?: number;
            running?: components["schemas"]["ScanSummary"];
            lastScan?: components["schemas"]["ScanSummary"];
        };
        ClusterDetail: components["schemas"]["Cluster"] & {
            version?: string;
            owner?: string;
            sources: components["schemas"]["Source"][];
            dimensions: components["schemas"]["DimensionScore"][];
            unowned: number;
        };
        /** @enum {string} */
        MatchingSection: "matched" | "noWorkload" | "unannotated" | "ambiguous" | "unowned" | "problems";
        MatchingReport: {
            /** Format: date-time */
            at?: string;
            /** @description Rows of each section, of which the answer may hold the first only. */
            totals?: {
                matched: number;
                noWorkload: number;
                unannotated: number;
                ambiguous: number;
                unowned: number;
                problems: number;
            };
            /** @description For the next rows of the section that was asked for. */
            nextCursor?: string;
            /** @description Entities that the cluster was searched for, with or without annotations. */
            entities?: number;
            matched: {
                entityRef: string;
                /** @description The first 20. */
                workloads: string[];
                /** @description How many workloads there are. */
                count?: number;
                /** @description How many of them other entities match as well. */
                ambiguous?: number;
                /** @description Position in `readiness.matching` of the rule that matched. */
                rule?: number;
            }[];
            noWorkload: {
                entityRef: string;
                selector: string;
                suggestions: components["schemas"]["MatchingSuggestion"][];
            }[];
            /** @description Entities without a word about their workloads, for which workloads of their name were found. */
            unannotated?: {
                entityRef: string;
                suggestions: components["schemas"]["MatchingSuggestion"][];
            }[];
            ambiguous: {
                workload: string;
                /** @description The first 20. */
                entityRefs: string[];
                /** @description How many entities there are. */
                count?: number;
            }[];
            unowned: {
                namespace: string;
                workloads: {
                    subject: string;
                    /** @description The entity that it is called after, where the suggestion is about it. */
                    entityRef?: string;
                    suggestion?: components["schemas"]["MatchingSuggestion"];
                }[];
            }[];
            problems: {
                entityRef: string;
                message: string;
            }[];
        };
        MatchingSuggestion: {
            /**
             * @description What the suggestion rests on.
             * @enum {string}
             */
            basis: "label" | "argocd" | "helm" | "name";
            /** @description YAML to paste into the entity's `metadata.annotations`, or the label for the workload, or both as two documents whose comments say which is which. */
            content: string;
            /** @description All that it would match; absent where it is the workload of the row alone. */
            workloads?: string[];
        };
        Event: {
            /** Format: date-time */
            at: string;
            type: string;
            actor?: string;
            message: string;
        };
        Finding: {
            id: string;
            check: string;
            title: string;
            why: string;
            dimension: components["schemas"]["Dimension"];
            control: string;
            stage: components["schemas"]["Stage"];
            severity: components["schemas"]["Severity"];
            /** @enum {string} */
            state: "warn" | "fail" | "waived" | "unknown";
            /** @description Failing when last observed; it cannot be observed now. */
            sticky?: boolean;
            /** @description The tool that reports it; absent for what our own checks find. It counts for no score, level or task. */
            source?: string;
            /** @description Other tools that report the same, by their own rules. */
            alsoReported?: {
                source: string;
                rule: string;
            }[];
            /** @description A source that could not be read, not a fault of the subject. */
            visibility?: boolean;
            subject: components["schemas"]["Subject"];
            discriminator?: string;
            entityRef?: string;
            owner?: string;
            responsible: components["schemas"]["Responsible"];
            reasons: components["schemas"]["Reason"][];
            sources: components["schemas"]["SourceRead"][];
            remediation: components["schemas"]["Remediation"];
            references?: string[];
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            /** Format: date-time */
            closedAt?: string;
            /** Format: date-time */
            dueAt?: string;
            regressions?: number;
            taskId?: string;
            fixRoot?: {
                type: string;
                key: string;
                title: string;
            };
            /** @description The waiver by which its risk is accepted, or the one that is asked for. */
            waiver?: components["schemas"]["FindingWaiver"];
            /** @description An observed finding counts for no score, task or due date. */
            mode?: components["schemas"]["CheckMode"];
            disputed?: components["schemas"]["Dispute"];
        };
        /** @enum {string} */
        CheckMode: "enforce" | "observe";
        /** @description Somebody says that the finding is wrong; the verdict stays until the platform group decides. */
        Dispute: {
            reason: string;
            by: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "open" | "accepted" | "rejected";
            decision?: {
                by: string;
                /** Format: date-time */
                at: string;
                note: string;
                /** Format: date */
                expires?: string;
            };
        };
        /** @enum {string} */
        WaiverState: "requested" | "approved" | "rejected" | "revoked" | "expired" | "void" | "renewed";
        FindingWaiver: {
            id: string;
            /** @enum {string} */
            state: "requested" | "approved";
            reason: string;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            approvedBy?: string;
            /**
             * Format: date
             * @description The last day on which it acts.
             */
            expires: string;
        };
        WaiverInput: {
            findingId: string;
            /**
             * @description This finding alone, by default; all of its check on the same subject; or all of its check on the entity, over all clusters.
             * @enum {string}
             */
            scope?: "finding" | "subject" | "entity";
            reason: string;
            /** @description What keeps the risk small meanwhile. */
            compensatingControl: string;
            /**
             * Format: date
             * @description The last day on which it acts: at most 30 days ahead for a critical finding, 90 for a high one, else 180.
             */
            expires: string;
        };
        WaiverEnd: {
            note: string;
            version?: number;
        };
        /** @description A risk that is accepted for a while, or is asked to be. */
        Waiver: {
            id: string;
            check: string;
            title: string;
            dimension: components["schemas"]["Dimension"];
            /** @description The worst among what it was asked for; graver findings are not covered. */
            severity: components["schemas"]["Severity"];
            /** @enum {string} */
            scope: "finding" | "subject" | "entity";
            findingId: string;
            subject?: components["schemas"]["Subject"];
            discriminator?: string;
            entityRef?: string;
            owner: string;
            responsible: components["schemas"]["Responsible"];
            /** @description What the finding says that it was asked for. */
            reasons: components["schemas"]["Reason"][];
            /**
             * Format: date-time
             * @description Since when the risk is known; its age runs on.
             */
            firstSeen: string;
            state: components["schemas"]["WaiverState"];
            reason: string;
            compensatingControl: string;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            /**
             * Format: date
             * @description The last day on which it acts.
             */
            expires: string;
            /** @description It ends within 14 days and nobody asked to renew it. */
            expiring?: boolean;
            /** @description 0 a first waiver, 1 its renewal, 2 and more need the escalation group. */
            round: number;
            renews?: string;
            /** @description Open findings that it covers now. */
            findings: number;
            /** @description Open findings that it covered when it was approved. */
            approvedFindings?: number;
            decision?: {
                by: string;
                /** Format: date-time */
                at: string;
                note?: string;
            };
            ended?: {
                by?: string;
                /** Format: date-time */
                at: string;
                note: string;
            };
            /** @description What the caller may do with it now. */
            actions: ("approve" | "reject" | "revoke" | "renew")[];
            /** @description Why the caller may not decide about the request. */
            undecidable?: string;
            history: components["schemas"]["Event"][];
            version: number;
        };
        ConfigProblem: {
            /** @enum {string} */
            code: "expired" | "expiring" | "matches-nothing" | "overlap" | "unknown-owner";
            /** @description The key of the configuration, e.g. `readiness.exceptions[2].namespace`. */
            key: string;
            message: string;
        };
        Onboarding: {
            /** @enum {string} */
            rollout: "private" | "owners" | "portal";
            clusters: {
                total: number;
                scannable: number;
                scanned: number;
                withUnreadable: number;
            };
            entities: {
                total: number;
                matched: number;
                noWorkload: number;
                ambiguous: number;
                withoutOwner: number;
            };
            unownedWorkloads?: number;
            signals: {
                signal: string;
                connected: number;
                clusters: number;
            }[];
            checks: {
                enforced: number;
                observed: number;
                disabled: number;
            };
            evidence?: number;
            /** @description In the order in which they help; the first that is not done is the next. */
            steps: {
                /** @enum {string} */
                id: "connect-cluster" | "first-scan" | "grant-reads" | "match-entities" | "own-workloads" | "publish" | "record-proof";
                done: boolean;
                count?: number;
                of?: number;
            }[];
        };
        CheckScore: {
            check: string;
            title: string;
            /** @enum {string} */
            state: "pass" | "warn" | "fail" | "unknown" | "na" | "waived" | "notJudged" | "notConnected";
            weight: number;
            verified: number;
            potential: number;
            subjects: number;
            sticky?: boolean;
        };
        StageScore: {
            stage: components["schemas"]["Stage"];
            weight: number;
            raw: number;
            verified: number;
            potential: number;
            notJudged: boolean;
            checks: components["schemas"]["CheckScore"][];
        };
        ControlScore: {
            control: string;
            title: string;
            weight: number;
            verified: number;
            potential: number;
            stages: components["schemas"]["StageScore"][];
        };
        DimensionScore: {
            id: components["schemas"]["Dimension"];
            level: components["schemas"]["Level"];
            verified: number;
            potential: number;
            coverage: number;
            uncapped: number;
            cap?: {
                limit: number;
                checks: string[];
                reason: string;
            };
            nextLevel?: components["schemas"]["Level"];
            nothingToProve: boolean;
            blockers: {
                check?: string;
                reason: string;
                message: string;
            }[];
            controls: components["schemas"]["ControlScore"][];
        };
        PathStep: {
            checks: string[];
            findingIds: string[];
            dimension: components["schemas"]["Dimension"];
            before: number;
            after: number;
            dimensionBefore: number;
            dimensionAfter: number;
            liftsCap?: number;
        };
        TrendPoint: {
            /** Format: date-time */
            at: string;
            verified: number;
            coverage: number;
            level: components["schemas"]["Level"];
            rulesetVersion: string;
        };
        /** @description Why an entity has no score. */
        NotReviewed: {
            /** @enum {string} */
            reason: "not-scanned" | "not-named" | "malformed" | "no-workload" | "ambiguous" | "elsewhere";
            message: string;
        };
        Scorecard: {
            entityRef: string;
            owner?: string;
            /** @description What the platform group owns answers for the platform's findings too. */
            league?: components["schemas"]["Responsible"];
            notReviewed?: components["schemas"]["NotReviewed"];
            level: components["schemas"]["Level"];
            verified: number;
            potential: number;
            coverage: number;
            rulesetVersion: string;
            /** Format: date-time */
            lastSeen?: string;
            notConnected: {
                check: string;
                title: string;
                dimension: components["schemas"]["Dimension"];
            }[];
            path: components["schemas"]["PathStep"][];
            dimensions: components["schemas"]["DimensionScore"][];
            findings: components["schemas"]["Finding"][];
            inherited: components["schemas"]["Finding"][];
            trend: components["schemas"]["TrendPoint"][];
            /** @description Sources that could not be read and the rule that would open them. */
            unseen: {
                cluster: string;
                resource: string;
                state: components["schemas"]["SourceState"];
                missingRule?: string;
                checks: string[];
            }[];
            /** @description What configuration, an accepted dispute or a shipped allow-list takes out of a check, with the reason. */
            excepted?: {
                check: string;
                title: string;
                subject: components["schemas"]["Subject"];
                reason: string;
            }[];
            workloads: {
                cluster: string;
                subject: components["schemas"]["Subject"];
                ambiguousWith?: string[];
            }[];
        };
        LeaderboardItem: {
            ref: string;
            title?: string;
            /** @description Platform and application teams are ranked apart. */
            league?: components["schemas"]["Responsible"];
            rank: number | null;
            /** @enum {string} */
            band?: "Q1" | "Q2" | "Q3" | "Q4";
            reason?: string;
            verified: number;
            coverage: number;
            level: components["schemas"]["Level"];
            entities: number;
            /** @description Services of the row that have no score; they count in nothing. */
            notReviewed?: number;
            delta28d: number | null;
            trend?: number[];
        };
        Task: {
            id: string;
            title: string;
            owner: string;
            assignee?: string;
            severity: components["schemas"]["Severity"];
            fixKey: string;
            effortDays: number;
            risk: number;
            findingCount: number;
            /** Format: date-time */
            dueAt?: string;
            status: components["schemas"]["TaskStatus"];
            dependsOn: string[];
            predictedDelta?: number;
            observedDelta?: number;
            because: string;
            capacityConflict: boolean;
            issueUrl?: string;
            week?: number;
            /** @description Every week that some of its work falls in, 1 to 12. */
            weeks?: number[];
            /** @description Where a person put it. */
            place?: string;
            /**
             * @description It fixes many places at once, by what they share.
             * @enum {string}
             */
            lever?: "namespaceDefaults" | "chart" | "image" | "policy";
            /** @description Of a lever; below 1 its findings stay open as warnings. */
            quality?: number;
            sla?: components["schemas"]["TaskSla"];
            clusters?: string[];
            version: number;
        };
        /** @description How much of its time is used; absent without a due date. */
        TaskSla: {
            /** Format: date-time */
            startedAt: string;
            /** @description 1 when it is due, more when it is overdue. */
            share: number;
            /** @enum {string} */
            mark: "running" | "half" | "over";
            /** @enum {string} */
            escalatedTo?: "owner" | "platform";
        };
        /**
         * @description A place in the plan; null gives it back to the planner.
         * @enum {string|null}
         */
        TaskPlace: "week 1" | "week 2" | "week 3" | "week 4" | "next" | "later" | null;
        PlanChange: {
            taskId: string;
            title: string;
            message: string;
            /** Format: date-time */
            at: string;
        };
        Forecast: {
            /** @enum {string} */
            of: "clusters" | "entities";
            /** @description How many of them the score is the mean of. */
            subjects: number;
            /** @description Why there is no forecast. */
            reason?: string;
            items: {
                /** @description 0 is now, 1 to 4 the end of that week. */
                week: number;
                verified: number;
            }[];
        };
        TaskBulk: {
            tasks: {
                id: string;
                version?: number;
            }[];
            change: {
                assignee?: string | null;
                status?: string;
                /** Format: date-time */
                dueAt?: string | null;
                place?: components["schemas"]["TaskPlace"];
            };
        };
        TaskBulkRow: {
            id: string;
            /** @enum {string} */
            outcome: "changed" | "unchanged" | "ready" | "conflict" | "forbidden" | "notFound" | "invalid";
            message?: string;
            version?: number;
        };
        TaskDetail: components["schemas"]["Task"] & {
            note?: string;
            findings: components["schemas"]["Finding"][];
            history: components["schemas"]["Event"][];
        };
        TaskUpdate: {
            assignee?: string | null;
            status?: string;
            /** Format: date-time */
            dueAt?: string | null;
            note?: string;
            place?: components["schemas"]["TaskPlace"];
            version?: number;
        };
        Roadmap: {
            /** Format: date-time */
            generatedAt?: string;
            weeks: {
                week: number;
                theme: string;
                exitCriteria: {
                    text: string;
                    met: boolean;
                    detail?: string;
                }[];
                capacity: {
                    owner: string;
                    usedDays: number;
                    capacityDays: number;
                }[];
                tasks: components["schemas"]["Task"][];
            }[];
            next: components["schemas"]["Task"][];
            later: components["schemas"]["Task"][];
            verified?: components["schemas"]["Task"][];
            /** @description What moved in the last seven days, newest first. */
            changes?: components["schemas"]["PlanChange"][];
            owners?: string[];
            clusters?: string[];
        };
        Artefact: {
            url: string;
            sha256?: string;
        };
        EvidenceValidation: {
            /** @enum {string} */
            kind: "rowCount" | "checksum" | "appProbe";
            /** @enum {string} */
            result: "passed" | "failed";
            detail?: string;
        };
        EvidenceInput: {
            check: string;
            /** @enum {string} */
            what: "restore-drill" | "rebuild" | "failover" | "alert-drill" | "dashboard-review" | "rbac-review" | "scale-test" | "spot-interruption" | "rotation" | "ci-scan" | "admission-drill" | "cost-review" | "runbook-exercise" | "connectivity-test" | "encryption-review";
            subjects: string[];
            /** Format: date-time */
            performedAt: string;
            performedBy: string;
            attestedBy?: string;
            /** @enum {string} */
            outcome: "success" | "partial" | "failed";
            measured?: {
                [key: string]: number;
            };
            validation?: components["schemas"]["EvidenceValidation"];
            artefacts: components["schemas"]["Artefact"][];
            /** Format: date-time */
            expiresAt?: string;
        };
        Evidence: {
            id: string;
            check: string;
            control: string;
            what: string;
            subjects: string[];
            /** Format: date-time */
            performedAt: string;
            performedBy?: string;
            attestedBy?: string;
            /** @enum {string} */
            outcome: "success" | "partial" | "failed";
            measured?: {
                [key: string]: number;
            };
            validation?: components["schemas"]["EvidenceValidation"];
            artefacts: components["schemas"]["Artefact"][];
            /** @enum {string} */
            grade: "E1" | "E2" | "E3";
            fingerprint?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            state: "valid" | "lapsing" | "lapsed" | "failed";
            /** Format: date-time */
            recordedAt?: string;
        };
        CheckInfo: {
            id: string;
            title: string;
            dimension: components["schemas"]["Dimension"];
            control: string;
            scope: string;
            severity: components["schemas"]["Severity"];
            stage: components["schemas"]["Stage"];
            /** @enum {string} */
            effort: "S" | "M" | "L";
            fixKey: string;
            gate?: components["schemas"]["Stage"];
            responsible: components["schemas"]["Responsible"];
            enabled?: boolean;
            mode?: components["schemas"]["CheckMode"];
            /** @description Of the findings of the last 90 days, how many were called wrong and how many proved so. */
            disputes?: {
                findings: number;
                disputed: number;
                open: number;
                accepted: number;
            };
            reads: {
                [key: string]: unknown;
            }[];
            texts: {
                why: string;
                rules: {
                    [key: string]: string;
                };
                traps: string[];
                fix: string;
                references: string[];
            };
        };
    };
    responses: never;
    parameters: {
        clusterName: string;
        id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getClusters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clusters that are known, scannable or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Cluster"][];
                    };
                };
            };
        };
    };
    getCluster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["clusterName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One cluster with the sources of its last scan and its score. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClusterDetail"];
                };
            };
        };
    };
    getMatching: {
        parameters: {
            query?: {
                /** @description The only section to answer; the others stay empty. */
                section?: components["schemas"]["MatchingSection"];
                /** @description Rows of each section; workloads without owner are counted one by one. */
                limit?: number;
                /** @description Of the answer before, for one section. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: components["parameters"]["clusterName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How entities and workloads found each other in the last whole scan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingReport"];
                };
            };
        };
    };
    startScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["clusterName"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    entityRef?: string;
                };
            };
        };
        responses: {
            /** @description Accepted, or an equal scan that is already running. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
        };
    };
    getScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A scan with its progress. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
        };
    };
    getScorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scorecard of an entity. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scorecard"];
                };
            };
        };
    };
    getFindings: {
        parameters: {
            query?: {
                entityRef?: string;
                cluster?: string;
                owner?: string;
                dimension?: components["schemas"]["Dimension"];
                severity?: components["schemas"]["Severity"];
                state?: "warn" | "fail" | "waived" | "closed";
                check?: string;
                mode?: components["schemas"]["CheckMode"];
                /** @description Findings of our own checks (`readiness`), or those that this tool reports. */
                source?: string;
                /** @description Findings whose dispute waits for a decision, or was decided. */
                disputed?: "open" | "decided";
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of findings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Finding"][];
                        nextCursor?: string;
                        totalItems: number;
                    };
                };
            };
        };
    };
    getFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One finding with its history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"] & {
                        history: components["schemas"]["Event"][];
                    };
                };
            };
        };
    };
    disputeFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The finding, set aside for the platform group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    decideDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "accepted" | "rejected";
                    note: string;
                    /**
                     * Format: date
                     * @description Until when an accepted dispute excepts the subject from the rule, at most 365 days ahead; 180 days by default.
                     */
                    expires?: string;
                };
            };
        };
        responses: {
            /** @description The finding after the decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"];
                };
            };
        };
    };
    getWaivers: {
        parameters: {
            query?: {
                state?: components["schemas"]["WaiverState"];
                entityRef?: string;
                owner?: string;
                check?: string;
                findingId?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of waivers, the newest request first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Waiver"][];
                        nextCursor?: string;
                        totalItems: number;
                        /** @description The groups whose members decide. */
                        approvers: string[];
                    };
                };
            };
        };
    };
    requestWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverInput"];
            };
        };
        responses: {
            /** @description The request, which waits for an approver. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
        };
    };
    approveWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    version?: number;
                };
            };
        };
        responses: {
            /** @description The waiver, in force from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
        };
    };
    rejectWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverEnd"];
            };
        };
        responses: {
            /** @description The waiver after the decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
        };
    };
    revokeWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverEnd"];
            };
        };
        responses: {
            /** @description The waiver, which no longer acts; by its requester a request is withdrawn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
        };
    };
    renewWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @description That of the waiver by default. */
                    compensatingControl?: string;
                    /** Format: date */
                    expires: string;
                };
            };
        };
        responses: {
            /** @description The request of the renewal, which waits for an approver. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
        };
    };
    exportFindingsCsv: {
        parameters: {
            query?: {
                entityRef?: string;
                cluster?: string;
                owner?: string;
                dimension?: components["schemas"]["Dimension"];
                severity?: components["schemas"]["Severity"];
                state?: "warn" | "fail" | "waived" | "closed";
                check?: string;
                mode?: components["schemas"]["CheckMode"];
                /** @description Findings whose dispute waits for a decision, or was decided. */
                disputed?: "open" | "decided";
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The register as a table, with the cells of formulas made text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    exportFindingsJson: {
        parameters: {
            query?: {
                entityRef?: string;
                cluster?: string;
                owner?: string;
                dimension?: components["schemas"]["Dimension"];
                severity?: components["schemas"]["Severity"];
                state?: "warn" | "fail" | "waived" | "closed";
                check?: string;
                mode?: components["schemas"]["CheckMode"];
                /** @description Findings whose dispute waits for a decision, or was decided. */
                disputed?: "open" | "decided";
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The register, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    exportFindingsSarif: {
        parameters: {
            query?: {
                entityRef?: string;
                cluster?: string;
                owner?: string;
                dimension?: components["schemas"]["Dimension"];
                severity?: components["schemas"]["Severity"];
                state?: "warn" | "fail" | "waived" | "closed";
                check?: string;
                mode?: components["schemas"]["CheckMode"];
                /** @description Findings whose dispute waits for a decision, or was decided. */
                disputed?: "open" | "decided";
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The register as SARIF 2.1.0; accepted risks are suppressed results. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/sarif+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    exportLeaderboard: {
        parameters: {
            query?: {
                by?: "owner" | "system" | "domain" | "entity";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The leaderboard as a table, by owner by default. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    exportReview: {
        parameters: {
            query?: {
                entityRef?: string;
                cluster?: string;
                owner?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The review of one of these, or of the whole fleet, as one page to print. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getLeaderboard: {
        parameters: {
            query?: {
                by?: "owner" | "system" | "domain" | "entity";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The leaderboard, ranked first, then those who are not and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        by: string;
                        items: components["schemas"]["LeaderboardItem"][];
                    };
                };
            };
        };
    };
    getRoadmap: {
        parameters: {
            query?: {
                owner?: string;
                cluster?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roadmap"];
                };
            };
        };
    };
    getForecast: {
        parameters: {
            query?: {
                owner?: string;
                cluster?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The score that is expected after each week of the plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
        };
    };
    previewMove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    taskId: string;
                    place: components["schemas"]["TaskPlace"];
                };
            };
        };
        responses: {
            /** @description What would stand elsewhere, and why. Nothing is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["PlanChange"][];
                        forecast?: components["schemas"]["Forecast"];
                    };
                };
            };
        };
    };
    getTasks: {
        parameters: {
            query?: {
                /** @description Only what belongs to the caller and to their groups. */
                mine?: boolean;
                owner?: string;
                assignee?: string;
                cluster?: string;
                status?: components["schemas"]["TaskStatus"];
                severity?: components["schemas"]["Severity"];
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tasks by due date. Without a status those that are not done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Task"][];
                        nextCursor?: string;
                        totalItems: number;
                    };
                };
            };
        };
    };
    updateTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskBulk"];
            };
        };
        responses: {
            /** @description Every task was changed as asked. Where one cannot be, none is: 409 with the same rows in `items` that say which and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TaskBulkRow"][];
                    };
                };
            };
        };
    };
    commentTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description The task with the comment in its history. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One task with its findings and history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
        };
    };
    updateTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        responses: {
            /** @description The task after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
        };
    };
    getEvidence: {
        parameters: {
            query?: {
                check?: string;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Evidence records, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Evidence"][];
                    };
                };
            };
        };
    };
    recordEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceInput"];
            };
        };
        responses: {
            /** @description The accepted record. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
        };
    };
    getChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalogue as the engine sees it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rulesetVersion: string;
                        items: components["schemas"]["CheckInfo"][];
                    };
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What of the configuration does not do what its author expects. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        problems: components["schemas"]["ConfigProblem"][];
                    };
                };
            };
        };
    };
    getOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is connected and what the next step is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
        };
    };
}
