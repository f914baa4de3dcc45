// Generated from openapi.yaml by `yarn generate`. Change the source.
/* eslint-disable */
/** The OpenAPI document of the plugin. @public */
export const openapiDocument: Record<string, any> = {
  "openapi": "3.1.0",
  "info": {
    "title": "readiness",
    "version": "1",
    "description": "Production readiness of Kubernetes clusters, per catalog entity.",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "paths": {
    "/clusters": {
      "get": {
        "operationId": "getClusters",
        "responses": {
          "200": {
            "description": "The clusters that are known, scannable or not.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Cluster"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/clusters/{name}": {
      "get": {
        "operationId": "getCluster",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusterName"
          }
        ],
        "responses": {
          "200": {
            "description": "One cluster with the sources of its last scan and its score.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClusterDetail"
                }
              }
            }
          }
        }
      }
    },
    "/clusters/{name}/matching": {
      "get": {
        "operationId": "getMatching",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusterName"
          },
          {
            "name": "section",
            "description": "The only section to answer; the others stay empty.",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/MatchingSection"
            }
          },
          {
            "name": "limit",
            "description": "Rows of each section; workloads without owner are counted one by one.",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 2000,
              "default": 2000
            }
          },
          {
            "name": "cursor",
            "description": "Of the answer before, for one section.",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "How entities and workloads found each other in the last whole scan.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/MatchingReport"
                }
              }
            }
          }
        }
      }
    },
    "/clusters/{name}/scans": {
      "post": {
        "operationId": "startScan",
        "parameters": [
          {
            "$ref": "#/components/parameters/clusterName"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "entityRef": {
                    "type": "string",
                    "minLength": 1
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "Accepted, or an equal scan that is already running.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "id"
                  ],
                  "properties": {
                    "id": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/scans/{id}": {
      "get": {
        "operationId": "getScan",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "200": {
            "description": "A scan with its progress.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Scan"
                }
              }
            }
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/scorecard": {
      "get": {
        "operationId": "getScorecard",
        "parameters": [
          {
            "name": "kind",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "namespace",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "name",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The scorecard of an entity.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Scorecard"
                }
              }
            }
          }
        }
      }
    },
    "/findings": {
      "get": {
        "operationId": "getFindings",
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "dimension",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Dimension"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Severity"
            }
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "warn",
                "fail",
                "waived",
                "closed"
              ]
            }
          },
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "mode",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/CheckMode"
            }
          },
          {
            "name": "source",
            "description": "Findings of our own checks (`readiness`), or those that this tool reports.",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 64
            }
          },
          {
            "name": "disputed",
            "description": "Findings whose dispute waits for a decision, or was decided.",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "open",
                "decided"
              ]
            }
          },
          {
            "name": "q",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 200
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 500,
              "default": 100
            }
          },
          {
            "name": "cursor",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "A page of findings.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "totalItems"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Finding"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "totalItems": {
                      "type": "integer"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/findings/{id}": {
      "get": {
        "operationId": "getFinding",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "200": {
            "description": "One finding with its history.",
            "content": {
              "application/json": {
                "schema": {
                  "allOf": [
                    {
                      "$ref": "#/components/schemas/Finding"
                    },
                    {
                      "type": "object",
                      "required": [
                        "history"
                      ],
                      "properties": {
                        "history": {
                          "type": "array",
                          "items": {
                            "$ref": "#/components/schemas/Event"
                          }
                        }
                      }
                    }
                  ]
                }
              }
            }
          }
        }
      }
    },
    "/findings/{id}/dispute": {
      "post": {
        "operationId": "disputeFinding",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "reason"
                ],
                "properties": {
                  "reason": {
                    "type": "string",
                    "minLength": 10,
                    "maxLength": 2000
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The finding, set aside for the platform group.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Finding"
                }
              }
            }
          }
        }
      }
    },
    "/findings/{id}/dispute/decision": {
      "post": {
        "operationId": "decideDispute",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "outcome",
                  "note"
                ],
                "properties": {
                  "outcome": {
                    "type": "string",
                    "enum": [
                      "accepted",
                      "rejected"
                    ]
                  },
                  "note": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 2000
                  },
                  "expires": {
                    "description": "Until when an accepted dispute excepts the subject from the rule, at most 365 days ahead; 180 days by default.",
                    "type": "string",
                    "format": "date"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The finding after the decision.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Finding"
                }
              }
            }
          }
        }
      }
    },
    "/waivers": {
      "get": {
        "operationId": "getWaivers",
        "parameters": [
          {
            "name": "state",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/WaiverState"
            }
          },
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "findingId",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 500,
              "default": 100
            }
          },
          {
            "name": "cursor",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "A page of waivers, the newest request first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "totalItems",
                    "approvers"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Waiver"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "totalItems": {
                      "type": "integer"
                    },
                    "approvers": {
                      "description": "The groups whose members decide.",
                      "type": "array",
                      "items": {
                        "type": "string"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      },
      "post": {
        "operationId": "requestWaiver",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/WaiverInput"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The request, which waits for an approver.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Waiver"
                }
              }
            }
          }
        }
      }
    },
    "/waivers/{id}/approve": {
      "post": {
        "operationId": "approveWaiver",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "note": {
                    "type": "string",
                    "maxLength": 2000
                  },
                  "version": {
                    "type": "integer"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The waiver, in force from now on.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Waiver"
                }
              }
            }
          }
        }
      }
    },
    "/waivers/{id}/reject": {
      "post": {
        "operationId": "rejectWaiver",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/WaiverEnd"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The waiver after the decision.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Waiver"
                }
              }
            }
          }
        }
      }
    },
    "/waivers/{id}/revoke": {
      "post": {
        "operationId": "revokeWaiver",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/WaiverEnd"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The waiver, which no longer acts; by its requester a request is withdrawn.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Waiver"
                }
              }
            }
          }
        }
      }
    },
    "/waivers/{id}/renew": {
      "post": {
        "operationId": "renewWaiver",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "reason",
                  "expires"
                ],
                "properties": {
                  "reason": {
                    "type": "string",
                    "minLength": 10,
                    "maxLength": 2000
                  },
                  "compensatingControl": {
                    "description": "That of the waiver by default.",
                    "type": "string",
                    "minLength": 10,
                    "maxLength": 2000
                  },
                  "expires": {
                    "type": "string",
                    "format": "date"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The request of the renewal, which waits for an approver.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Waiver"
                }
              }
            }
          }
        }
      }
    },
    "/export/findings.csv": {
      "get": {
        "operationId": "exportFindingsCsv",
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "dimension",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Dimension"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Severity"
            }
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "warn",
                "fail",
                "waived",
                "closed"
              ]
            }
          },
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "mode",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/CheckMode"
            }
          },
          {
            "name": "disputed",
            "description": "Findings whose dispute waits for a decision, or was decided.",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "open",
                "decided"
              ]
            }
          },
          {
            "name": "q",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 200
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The register as a table, with the cells of formulas made text.",
            "content": {
              "text/csv": {
                "schema": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    },
    "/export/findings.json": {
      "get": {
        "operationId": "exportFindingsJson",
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "dimension",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Dimension"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Severity"
            }
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "warn",
                "fail",
                "waived",
                "closed"
              ]
            }
          },
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "mode",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/CheckMode"
            }
          },
          {
            "name": "disputed",
            "description": "Findings whose dispute waits for a decision, or was decided.",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "open",
                "decided"
              ]
            }
          },
          {
            "name": "q",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 200
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The register, whole.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": true
                }
              }
            }
          }
        }
      }
    },
    "/export/findings.sarif": {
      "get": {
        "operationId": "exportFindingsSarif",
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "dimension",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Dimension"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Severity"
            }
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "warn",
                "fail",
                "waived",
                "closed"
              ]
            }
          },
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "mode",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/CheckMode"
            }
          },
          {
            "name": "disputed",
            "description": "Findings whose dispute waits for a decision, or was decided.",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "open",
                "decided"
              ]
            }
          },
          {
            "name": "q",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 200
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The register as SARIF 2.1.0; accepted risks are suppressed results.",
            "content": {
              "application/sarif+json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": true
                }
              }
            }
          }
        }
      }
    },
    "/export/leaderboard.csv": {
      "get": {
        "operationId": "exportLeaderboard",
        "parameters": [
          {
            "name": "by",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "owner",
                "system",
                "domain",
                "entity"
              ]
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The leaderboard as a table, by owner by default.",
            "content": {
              "text/csv": {
                "schema": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    },
    "/export/review.html": {
      "get": {
        "operationId": "exportReview",
        "parameters": [
          {
            "name": "entityRef",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "system",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The review of one of these, or of the whole fleet, as one page to print.",
            "content": {
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    },
    "/leaderboard": {
      "get": {
        "operationId": "getLeaderboard",
        "parameters": [
          {
            "name": "by",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "owner",
                "system",
                "domain",
                "entity"
              ],
              "default": "owner"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The leaderboard, ranked first, then those who are not and why.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "by",
                    "items"
                  ],
                  "properties": {
                    "by": {
                      "type": "string"
                    },
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/LeaderboardItem"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/roadmap": {
      "get": {
        "operationId": "getRoadmap",
        "parameters": [
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The plan.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Roadmap"
                }
              }
            }
          }
        }
      }
    },
    "/roadmap/forecast": {
      "get": {
        "operationId": "getForecast",
        "parameters": [
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The score that is expected after each week of the plan.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Forecast"
                }
              }
            }
          }
        }
      }
    },
    "/roadmap/preview": {
      "post": {
        "operationId": "previewMove",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "taskId",
                  "place"
                ],
                "properties": {
                  "taskId": {
                    "type": "string",
                    "minLength": 1
                  },
                  "place": {
                    "$ref": "#/components/schemas/TaskPlace"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "What would stand elsewhere, and why. Nothing is changed.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "changes"
                  ],
                  "properties": {
                    "changes": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/PlanChange"
                      }
                    },
                    "forecast": {
                      "$ref": "#/components/schemas/Forecast"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/tasks": {
      "get": {
        "operationId": "getTasks",
        "parameters": [
          {
            "name": "mine",
            "description": "Only what belongs to the caller and to their groups.",
            "in": "query",
            "schema": {
              "type": "boolean"
            }
          },
          {
            "name": "owner",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "assignee",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "cluster",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "status",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/TaskStatus"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/Severity"
            }
          },
          {
            "name": "q",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 200
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 500,
              "default": 100
            }
          },
          {
            "name": "cursor",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Tasks by due date. Without a status those that are not done.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "totalItems"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Task"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "totalItems": {
                      "type": "integer"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/tasks/bulk": {
      "post": {
        "operationId": "updateTasks",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/TaskBulk"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Every task was changed as asked. Where one cannot be, none is: 409 with the same rows in `items` that say which and why.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/TaskBulkRow"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/tasks/{id}/comments": {
      "post": {
        "operationId": "commentTask",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "text"
                ],
                "properties": {
                  "text": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 10000
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The task with the comment in its history.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TaskDetail"
                }
              }
            }
          }
        }
      }
    },
    "/tasks/{id}": {
      "get": {
        "operationId": "getTask",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "responses": {
          "200": {
            "description": "One task with its findings and history.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TaskDetail"
                }
              }
            }
          }
        }
      },
      "patch": {
        "operationId": "updateTask",
        "parameters": [
          {
            "$ref": "#/components/parameters/id"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/TaskUpdate"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The task after the change.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TaskDetail"
                }
              }
            }
          }
        }
      }
    },
    "/evidence": {
      "get": {
        "operationId": "getEvidence",
        "parameters": [
          {
            "name": "check",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "subject",
            "in": "query",
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Evidence records, newest first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Evidence"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      },
      "post": {
        "operationId": "recordEvidence",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/EvidenceInput"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The accepted record.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Evidence"
                }
              }
            }
          }
        }
      }
    },
    "/checks": {
      "get": {
        "operationId": "getChecks",
        "responses": {
          "200": {
            "description": "The catalogue as the engine sees it.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "rulesetVersion",
                    "items"
                  ],
                  "properties": {
                    "rulesetVersion": {
                      "type": "string"
                    },
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/CheckInfo"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/health": {
      "get": {
        "operationId": "getHealth",
        "responses": {
          "200": {
            "description": "What of the configuration does not do what its author expects.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "problems"
                  ],
                  "properties": {
                    "problems": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/ConfigProblem"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/onboarding": {
      "get": {
        "operationId": "getOnboarding",
        "responses": {
          "200": {
            "description": "What is connected and what the next step is.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Onboarding"
                }
              }
            }
          }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "clusterName": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string"
        }
      },
      "id": {
        "name": "id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string"
        }
      }
    },
    "schemas": {
      "Dimension": {
        "type": "string",
        "enum": [
          "observability",
          "security",
          "cost",
          "recovery"
        ]
      },
      "Severity": {
        "type": "string",
        "enum": [
          "critical",
          "high",
          "medium",
          "low"
        ]
      },
      "Stage": {
        "type": "string",
        "enum": [
          "configured",
          "used",
          "proven"
        ]
      },
      "Responsible": {
        "type": "string",
        "enum": [
          "service",
          "platform"
        ]
      },
      "Level": {
        "description": "0 Running, 1 Configured, 2 Used, 3 Proven.",
        "oneOf": [
          {
            "type": "integer",
            "enum": [
              0,
              1,
              2,
              3
            ]
          },
          {
            "type": "string",
            "const": "unverified"
          }
        ]
      },
      "ScanStatus": {
        "type": "string",
        "enum": [
          "queued",
          "running",
          "completed",
          "partial",
          "failed"
        ]
      },
      "SourceState": {
        "type": "string",
        "enum": [
          "ok",
          "empty",
          "absent",
          "forbidden",
          "partial",
          "truncated",
          "error",
          "stale",
          "inert",
          "unscoped",
          "notConnected"
        ]
      },
      "TaskStatus": {
        "type": "string",
        "enum": [
          "open",
          "planned",
          "in_progress",
          "awaiting_verification",
          "verified",
          "reopened",
          "waived",
          "subject_removed"
        ]
      },
      "Subject": {
        "type": "object",
        "required": [
          "type",
          "kind",
          "name"
        ],
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "cluster",
              "namespace",
              "workload",
              "entity"
            ]
          },
          "cluster": {
            "type": "string"
          },
          "clusterName": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "apiGroup": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "name": {
            "type": "string"
          }
        }
      },
      "Reason": {
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "container": {
            "type": "string"
          },
          "field": {
            "type": "string"
          }
        }
      },
      "Remediation": {
        "type": "object",
        "required": [
          "summary",
          "type",
          "content"
        ],
        "properties": {
          "summary": {
            "type": "string"
          },
          "type": {
            "type": "string",
            "enum": [
              "patch",
              "manifest",
              "command",
              "steps"
            ]
          },
          "target": {
            "type": "object",
            "required": [
              "apiVersion",
              "kind",
              "name"
            ],
            "properties": {
              "apiVersion": {
                "type": "string"
              },
              "kind": {
                "type": "string"
              },
              "namespace": {
                "type": "string"
              },
              "name": {
                "type": "string"
              }
            }
          },
          "content": {
            "type": "string"
          },
          "note": {
            "type": "string"
          }
        }
      },
      "SourceRead": {
        "description": "What was read, where and when.",
        "type": "object",
        "required": [
          "resource",
          "state",
          "at"
        ],
        "properties": {
          "resource": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/SourceState"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "Source": {
        "type": "object",
        "required": [
          "resource",
          "state",
          "count"
        ],
        "properties": {
          "resource": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/SourceState"
          },
          "count": {
            "type": "integer"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "reason": {
            "type": "string"
          },
          "missingRule": {
            "description": "The RBAC rule that would open it, YAML to copy.",
            "type": "string"
          },
          "namespaces": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "Scan": {
        "type": "object",
        "required": [
          "id",
          "cluster",
          "status",
          "progress",
          "sources"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "cluster": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/ScanStatus"
          },
          "progress": {
            "type": "number",
            "minimum": 0,
            "maximum": 1
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "error": {
            "type": "string"
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Source"
            }
          }
        }
      },
      "ScanSummary": {
        "type": "object",
        "required": [
          "id",
          "status",
          "startedAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/ScanStatus"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "coverage": {
            "type": "number"
          }
        }
      },
      "Cluster": {
        "type": "object",
        "required": [
          "name",
          "title",
          "scannable",
          "level"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "uid": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "environment": {
            "type": "string",
            "enum": [
              "prod",
              "staging",
              "dev"
            ]
          },
          "scannable": {
            "type": "boolean"
          },
          "reason": {
            "type": "string"
          },
          "access": {
            "type": "string"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "verified": {
            "type": "number"
          },
          "coverage": {
            "type": "number"
          },
          "running": {
            "$ref": "#/components/schemas/ScanSummary"
          },
          "lastScan": {
            "$ref": "#/components/schemas/ScanSummary"
          }
        }
      },
      "ClusterDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Cluster"
          },
          {
            "type": "object",
            "required": [
              "sources",
              "dimensions",
              "unowned"
            ],
            "properties": {
              "version": {
                "type": "string"
              },
              "owner": {
                "type": "string"
              },
              "sources": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Source"
                }
              },
              "dimensions": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/DimensionScore"
                }
              },
              "unowned": {
                "type": "integer"
              }
            }
          }
        ]
      },
      "MatchingSection": {
        "type": "string",
        "enum": [
          "matched",
          "noWorkload",
          "unannotated",
          "ambiguous",
          "unowned",
          "problems"
        ]
      },
      "MatchingReport": {
        "type": "object",
        "required": [
          "matched",
          "noWorkload",
          "ambiguous",
          "unowned",
          "problems"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "totals": {
            "description": "Rows of each section, of which the answer may hold the first only.",
            "type": "object",
            "required": [
              "matched",
              "noWorkload",
              "unannotated",
              "ambiguous",
              "unowned",
              "problems"
            ],
            "properties": {
              "matched": {
                "type": "integer"
              },
              "noWorkload": {
                "type": "integer"
              },
              "unannotated": {
                "type": "integer"
              },
              "ambiguous": {
                "type": "integer"
              },
              "unowned": {
                "type": "integer"
              },
              "problems": {
                "type": "integer"
              }
            }
          },
          "nextCursor": {
            "description": "For the next rows of the section that was asked for.",
            "type": "string"
          },
          "entities": {
            "description": "Entities that the cluster was searched for, with or without annotations.",
            "type": "integer"
          },
          "matched": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "entityRef",
                "workloads"
              ],
              "properties": {
                "entityRef": {
                  "type": "string"
                },
                "workloads": {
                  "description": "The first 20.",
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "count": {
                  "description": "How many workloads there are.",
                  "type": "integer"
                },
                "ambiguous": {
                  "description": "How many of them other entities match as well.",
                  "type": "integer"
                },
                "rule": {
                  "description": "Position in `readiness.matching` of the rule that matched.",
                  "type": "integer"
                }
              }
            }
          },
          "noWorkload": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "entityRef",
                "selector",
                "suggestions"
              ],
              "properties": {
                "entityRef": {
                  "type": "string"
                },
                "selector": {
                  "type": "string"
                },
                "suggestions": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/MatchingSuggestion"
                  }
                }
              }
            }
          },
          "unannotated": {
            "description": "Entities without a word about their workloads, for which workloads of their name were found.",
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "entityRef",
                "suggestions"
              ],
              "properties": {
                "entityRef": {
                  "type": "string"
                },
                "suggestions": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/MatchingSuggestion"
                  }
                }
              }
            }
          },
          "ambiguous": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "workload",
                "entityRefs"
              ],
              "properties": {
                "workload": {
                  "type": "string"
                },
                "entityRefs": {
                  "description": "The first 20.",
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "count": {
                  "description": "How many entities there are.",
                  "type": "integer"
                }
              }
            }
          },
          "unowned": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "namespace",
                "workloads"
              ],
              "properties": {
                "namespace": {
                  "type": "string"
                },
                "workloads": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "subject"
                    ],
                    "properties": {
                      "subject": {
                        "type": "string"
                      },
                      "entityRef": {
                        "description": "The entity that it is called after, where the suggestion is about it.",
                        "type": "string"
                      },
                      "suggestion": {
                        "$ref": "#/components/schemas/MatchingSuggestion"
                      }
                    }
                  }
                }
              }
            }
          },
          "problems": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "entityRef",
                "message"
              ],
              "properties": {
                "entityRef": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "MatchingSuggestion": {
        "type": "object",
        "required": [
          "basis",
          "content"
        ],
        "properties": {
          "basis": {
            "description": "What the suggestion rests on.",
            "type": "string",
            "enum": [
              "label",
              "argocd",
              "helm",
              "name"
            ]
          },
          "content": {
            "description": "YAML to paste into the entity's `metadata.annotations`, or the label for the workload, or both as two documents whose comments say which is which.",
            "type": "string"
          },
          "workloads": {
            "description": "All that it would match; absent where it is the workload of the row alone.",
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "Event": {
        "type": "object",
        "required": [
          "at",
          "type",
          "message"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "type": {
            "type": "string"
          },
          "actor": {
            "type": "string"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "Finding": {
        "type": "object",
        "required": [
          "id",
          "check",
          "title",
          "dimension",
          "control",
          "stage",
          "severity",
          "state",
          "subject",
          "responsible",
          "reasons",
          "sources",
          "remediation",
          "firstSeen",
          "lastSeen",
          "why"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "check": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "why": {
            "type": "string"
          },
          "dimension": {
            "$ref": "#/components/schemas/Dimension"
          },
          "control": {
            "type": "string"
          },
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "state": {
            "type": "string",
            "enum": [
              "warn",
              "fail",
              "waived",
              "unknown"
            ]
          },
          "sticky": {
            "description": "Failing when last observed; it cannot be observed now.",
            "type": "boolean"
          },
          "source": {
            "description": "The tool that reports it; absent for what our own checks find. It counts for no score, level or task.",
            "type": "string"
          },
          "alsoReported": {
            "description": "Other tools that report the same, by their own rules.",
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "source",
                "rule"
              ],
              "additionalProperties": false,
              "properties": {
                "source": {
                  "type": "string"
                },
                "rule": {
                  "type": "string"
                }
              }
            }
          },
          "visibility": {
            "description": "A source that could not be read, not a fault of the subject.",
            "type": "boolean"
          },
          "subject": {
            "$ref": "#/components/schemas/Subject"
          },
          "discriminator": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "responsible": {
            "$ref": "#/components/schemas/Responsible"
          },
          "reasons": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Reason"
            }
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceRead"
            }
          },
          "remediation": {
            "$ref": "#/components/schemas/Remediation"
          },
          "references": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "firstSeen": {
            "type": "string",
            "format": "date-time"
          },
          "lastSeen": {
            "type": "string",
            "format": "date-time"
          },
          "closedAt": {
            "type": "string",
            "format": "date-time"
          },
          "dueAt": {
            "type": "string",
            "format": "date-time"
          },
          "regressions": {
            "type": "integer"
          },
          "taskId": {
            "type": "string"
          },
          "fixRoot": {
            "type": "object",
            "required": [
              "type",
              "key",
              "title"
            ],
            "properties": {
              "type": {
                "type": "string"
              },
              "key": {
                "type": "string"
              },
              "title": {
                "type": "string"
              }
            }
          },
          "waiver": {
            "description": "The waiver by which its risk is accepted, or the one that is asked for.",
            "allOf": [
              {
                "$ref": "#/components/schemas/FindingWaiver"
              }
            ]
          },
          "mode": {
            "description": "An observed finding counts for no score, task or due date.",
            "allOf": [
              {
                "$ref": "#/components/schemas/CheckMode"
              }
            ]
          },
          "disputed": {
            "$ref": "#/components/schemas/Dispute"
          }
        }
      },
      "CheckMode": {
        "type": "string",
        "enum": [
          "enforce",
          "observe"
        ]
      },
      "Dispute": {
        "description": "Somebody says that the finding is wrong; the verdict stays until the platform group decides.",
        "type": "object",
        "required": [
          "reason",
          "by",
          "at",
          "state"
        ],
        "properties": {
          "reason": {
            "type": "string"
          },
          "by": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "state": {
            "type": "string",
            "enum": [
              "open",
              "accepted",
              "rejected"
            ]
          },
          "decision": {
            "type": "object",
            "required": [
              "by",
              "at",
              "note"
            ],
            "properties": {
              "by": {
                "type": "string"
              },
              "at": {
                "type": "string",
                "format": "date-time"
              },
              "note": {
                "type": "string"
              },
              "expires": {
                "type": "string",
                "format": "date"
              }
            }
          }
        }
      },
      "WaiverState": {
        "type": "string",
        "enum": [
          "requested",
          "approved",
          "rejected",
          "revoked",
          "expired",
          "void",
          "renewed"
        ]
      },
      "FindingWaiver": {
        "type": "object",
        "required": [
          "id",
          "state",
          "reason",
          "requestedBy",
          "requestedAt",
          "expires"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "requested",
              "approved"
            ]
          },
          "reason": {
            "type": "string"
          },
          "requestedBy": {
            "type": "string"
          },
          "requestedAt": {
            "type": "string",
            "format": "date-time"
          },
          "approvedBy": {
            "type": "string"
          },
          "expires": {
            "description": "The last day on which it acts.",
            "type": "string",
            "format": "date"
          }
        }
      },
      "WaiverInput": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "findingId",
          "reason",
          "compensatingControl",
          "expires"
        ],
        "properties": {
          "findingId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          },
          "scope": {
            "description": "This finding alone, by default; all of its check on the same subject; or all of its check on the entity, over all clusters.",
            "type": "string",
            "enum": [
              "finding",
              "subject",
              "entity"
            ]
          },
          "reason": {
            "type": "string",
            "minLength": 10,
            "maxLength": 2000
          },
          "compensatingControl": {
            "description": "What keeps the risk small meanwhile.",
            "type": "string",
            "minLength": 10,
            "maxLength": 2000
          },
          "expires": {
            "description": "The last day on which it acts: at most 30 days ahead for a critical finding, 90 for a high one, else 180.",
            "type": "string",
            "format": "date"
          }
        }
      },
      "WaiverEnd": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "note"
        ],
        "properties": {
          "note": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2000
          },
          "version": {
            "type": "integer"
          }
        }
      },
      "Waiver": {
        "description": "A risk that is accepted for a while, or is asked to be.",
        "type": "object",
        "required": [
          "id",
          "check",
          "title",
          "dimension",
          "severity",
          "scope",
          "findingId",
          "owner",
          "responsible",
          "reasons",
          "firstSeen",
          "state",
          "reason",
          "compensatingControl",
          "requestedBy",
          "requestedAt",
          "expires",
          "round",
          "findings",
          "actions",
          "history",
          "version"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "check": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "dimension": {
            "$ref": "#/components/schemas/Dimension"
          },
          "severity": {
            "description": "The worst among what it was asked for; graver findings are not covered.",
            "allOf": [
              {
                "$ref": "#/components/schemas/Severity"
              }
            ]
          },
          "scope": {
            "type": "string",
            "enum": [
              "finding",
              "subject",
              "entity"
            ]
          },
          "findingId": {
            "type": "string"
          },
          "subject": {
            "$ref": "#/components/schemas/Subject"
          },
          "discriminator": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "responsible": {
            "$ref": "#/components/schemas/Responsible"
          },
          "reasons": {
            "description": "What the finding says that it was asked for.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Reason"
            }
          },
          "firstSeen": {
            "description": "Since when the risk is known; its age runs on.",
            "type": "string",
            "format": "date-time"
          },
          "state": {
            "$ref": "#/components/schemas/WaiverState"
          },
          "reason": {
            "type": "string"
          },
          "compensatingControl": {
            "type": "string"
          },
          "requestedBy": {
            "type": "string"
          },
          "requestedAt": {
            "type": "string",
            "format": "date-time"
          },
          "expires": {
            "description": "The last day on which it acts.",
            "type": "string",
            "format": "date"
          },
          "expiring": {
            "description": "It ends within 14 days and nobody asked to renew it.",
            "type": "boolean"
          },
          "round": {
            "description": "0 a first waiver, 1 its renewal, 2 and more need the escalation group.",
            "type": "integer"
          },
          "renews": {
            "type": "string"
          },
          "findings": {
            "description": "Open findings that it covers now.",
            "type": "integer"
          },
          "approvedFindings": {
            "description": "Open findings that it covered when it was approved.",
            "type": "integer"
          },
          "decision": {
            "type": "object",
            "required": [
              "by",
              "at"
            ],
            "properties": {
              "by": {
                "type": "string"
              },
              "at": {
                "type": "string",
                "format": "date-time"
              },
              "note": {
                "type": "string"
              }
            }
          },
          "ended": {
            "type": "object",
            "required": [
              "at",
              "note"
            ],
            "properties": {
              "by": {
                "type": "string"
              },
              "at": {
                "type": "string",
                "format": "date-time"
              },
              "note": {
                "type": "string"
              }
            }
          },
          "actions": {
            "description": "What the caller may do with it now.",
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "approve",
                "reject",
                "revoke",
                "renew"
              ]
            }
          },
          "undecidable": {
            "description": "Why the caller may not decide about the request.",
            "type": "string"
          },
          "history": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            }
          },
          "version": {
            "type": "integer"
          }
        }
      },
      "ConfigProblem": {
        "type": "object",
        "required": [
          "code",
          "key",
          "message"
        ],
        "properties": {
          "code": {
            "type": "string",
            "enum": [
              "expired",
              "expiring",
              "matches-nothing",
              "overlap",
              "unknown-owner"
            ]
          },
          "key": {
            "description": "The key of the configuration, e.g. `readiness.exceptions[2].namespace`.",
            "type": "string"
          },
          "message": {
            "type": "string"
          }
        }
      },
      "Onboarding": {
        "type": "object",
        "required": [
          "rollout",
          "clusters",
          "entities",
          "signals",
          "checks",
          "steps"
        ],
        "properties": {
          "rollout": {
            "type": "string",
            "enum": [
              "private",
              "owners",
              "portal"
            ]
          },
          "clusters": {
            "type": "object",
            "required": [
              "total",
              "scannable",
              "scanned",
              "withUnreadable"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "scannable": {
                "type": "integer"
              },
              "scanned": {
                "type": "integer"
              },
              "withUnreadable": {
                "type": "integer"
              }
            }
          },
          "entities": {
            "type": "object",
            "required": [
              "total",
              "matched",
              "noWorkload",
              "ambiguous",
              "withoutOwner"
            ],
            "properties": {
              "total": {
                "type": "integer"
              },
              "matched": {
                "type": "integer"
              },
              "noWorkload": {
                "type": "integer"
              },
              "ambiguous": {
                "type": "integer"
              },
              "withoutOwner": {
                "type": "integer"
              }
            }
          },
          "unownedWorkloads": {
            "type": "integer"
          },
          "signals": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "signal",
                "connected",
                "clusters"
              ],
              "properties": {
                "signal": {
                  "type": "string"
                },
                "connected": {
                  "type": "integer"
                },
                "clusters": {
                  "type": "integer"
                }
              }
            }
          },
          "checks": {
            "type": "object",
            "required": [
              "enforced",
              "observed",
              "disabled"
            ],
            "properties": {
              "enforced": {
                "type": "integer"
              },
              "observed": {
                "type": "integer"
              },
              "disabled": {
                "type": "integer"
              }
            }
          },
          "evidence": {
            "type": "integer"
          },
          "steps": {
            "description": "In the order in which they help; the first that is not done is the next.",
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "id",
                "done"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "enum": [
                    "connect-cluster",
                    "first-scan",
                    "grant-reads",
                    "match-entities",
                    "own-workloads",
                    "publish",
                    "record-proof"
                  ]
                },
                "done": {
                  "type": "boolean"
                },
                "count": {
                  "type": "integer"
                },
                "of": {
                  "type": "integer"
                }
              }
            }
          }
        }
      },
      "CheckScore": {
        "type": "object",
        "required": [
          "check",
          "title",
          "state",
          "weight",
          "verified",
          "potential",
          "subjects"
        ],
        "properties": {
          "check": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "pass",
              "warn",
              "fail",
              "unknown",
              "na",
              "waived",
              "notJudged",
              "notConnected"
            ]
          },
          "weight": {
            "type": "number"
          },
          "verified": {
            "type": "number"
          },
          "potential": {
            "type": "number"
          },
          "subjects": {
            "type": "integer"
          },
          "sticky": {
            "type": "boolean"
          }
        }
      },
      "StageScore": {
        "type": "object",
        "required": [
          "stage",
          "weight",
          "raw",
          "verified",
          "potential",
          "notJudged",
          "checks"
        ],
        "properties": {
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "weight": {
            "type": "number"
          },
          "raw": {
            "type": "number"
          },
          "verified": {
            "type": "number"
          },
          "potential": {
            "type": "number"
          },
          "notJudged": {
            "type": "boolean"
          },
          "checks": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CheckScore"
            }
          }
        }
      },
      "ControlScore": {
        "type": "object",
        "required": [
          "control",
          "title",
          "weight",
          "verified",
          "potential",
          "stages"
        ],
        "properties": {
          "control": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "weight": {
            "type": "number"
          },
          "verified": {
            "type": "number"
          },
          "potential": {
            "type": "number"
          },
          "stages": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/StageScore"
            }
          }
        }
      },
      "DimensionScore": {
        "type": "object",
        "required": [
          "id",
          "level",
          "verified",
          "potential",
          "coverage",
          "uncapped",
          "blockers",
          "nothingToProve",
          "controls"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/Dimension"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "verified": {
            "type": "number"
          },
          "potential": {
            "type": "number"
          },
          "coverage": {
            "type": "number"
          },
          "uncapped": {
            "type": "number"
          },
          "cap": {
            "type": "object",
            "required": [
              "limit",
              "checks",
              "reason"
            ],
            "properties": {
              "limit": {
                "type": "number"
              },
              "checks": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "reason": {
                "type": "string"
              }
            }
          },
          "nextLevel": {
            "$ref": "#/components/schemas/Level"
          },
          "nothingToProve": {
            "type": "boolean"
          },
          "blockers": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "reason",
                "message"
              ],
              "properties": {
                "check": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                }
              }
            }
          },
          "controls": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ControlScore"
            }
          }
        }
      },
      "PathStep": {
        "type": "object",
        "required": [
          "checks",
          "findingIds",
          "dimension",
          "before",
          "after",
          "dimensionBefore",
          "dimensionAfter"
        ],
        "properties": {
          "checks": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "findingIds": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "dimension": {
            "$ref": "#/components/schemas/Dimension"
          },
          "before": {
            "type": "number"
          },
          "after": {
            "type": "number"
          },
          "dimensionBefore": {
            "type": "number"
          },
          "dimensionAfter": {
            "type": "number"
          },
          "liftsCap": {
            "type": "number"
          }
        }
      },
      "TrendPoint": {
        "type": "object",
        "required": [
          "at",
          "verified",
          "coverage",
          "level",
          "rulesetVersion"
        ],
        "properties": {
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "verified": {
            "type": "number"
          },
          "coverage": {
            "type": "number"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "rulesetVersion": {
            "type": "string"
          }
        }
      },
      "NotReviewed": {
        "description": "Why an entity has no score.",
        "type": "object",
        "required": [
          "reason",
          "message"
        ],
        "properties": {
          "reason": {
            "type": "string",
            "enum": [
              "not-scanned",
              "not-named",
              "malformed",
              "no-workload",
              "ambiguous",
              "elsewhere"
            ]
          },
          "message": {
            "type": "string"
          }
        }
      },
      "Scorecard": {
        "type": "object",
        "required": [
          "entityRef",
          "level",
          "verified",
          "potential",
          "coverage",
          "notConnected",
          "path",
          "dimensions",
          "findings",
          "inherited",
          "trend",
          "unseen",
          "workloads",
          "rulesetVersion"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "league": {
            "description": "What the platform group owns answers for the platform's findings too.",
            "allOf": [
              {
                "$ref": "#/components/schemas/Responsible"
              }
            ]
          },
          "notReviewed": {
            "$ref": "#/components/schemas/NotReviewed"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "verified": {
            "type": "number"
          },
          "potential": {
            "type": "number"
          },
          "coverage": {
            "type": "number"
          },
          "rulesetVersion": {
            "type": "string"
          },
          "lastSeen": {
            "type": "string",
            "format": "date-time"
          },
          "notConnected": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "check",
                "title",
                "dimension"
              ],
              "properties": {
                "check": {
                  "type": "string"
                },
                "title": {
                  "type": "string"
                },
                "dimension": {
                  "$ref": "#/components/schemas/Dimension"
                }
              }
            }
          },
          "path": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PathStep"
            }
          },
          "dimensions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DimensionScore"
            }
          },
          "findings": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Finding"
            }
          },
          "inherited": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Finding"
            }
          },
          "trend": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TrendPoint"
            }
          },
          "unseen": {
            "description": "Sources that could not be read and the rule that would open them.",
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "cluster",
                "resource",
                "state",
                "checks"
              ],
              "properties": {
                "cluster": {
                  "type": "string"
                },
                "resource": {
                  "type": "string"
                },
                "state": {
                  "$ref": "#/components/schemas/SourceState"
                },
                "missingRule": {
                  "type": "string"
                },
                "checks": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          },
          "excepted": {
            "description": "What configuration, an accepted dispute or a shipped allow-list takes out of a check, with the reason.",
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "check",
                "title",
                "subject",
                "reason"
              ],
              "properties": {
                "check": {
                  "type": "string"
                },
                "title": {
                  "type": "string"
                },
                "subject": {
                  "$ref": "#/components/schemas/Subject"
                },
                "reason": {
                  "type": "string"
                }
              }
            }
          },
          "workloads": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "cluster",
                "subject"
              ],
              "properties": {
                "cluster": {
                  "type": "string"
                },
                "subject": {
                  "$ref": "#/components/schemas/Subject"
                },
                "ambiguousWith": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      },
      "LeaderboardItem": {
        "type": "object",
        "required": [
          "ref",
          "rank",
          "verified",
          "coverage",
          "level",
          "entities",
          "delta28d"
        ],
        "properties": {
          "ref": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "league": {
            "description": "Platform and application teams are ranked apart.",
            "allOf": [
              {
                "$ref": "#/components/schemas/Responsible"
              }
            ]
          },
          "rank": {
            "type": [
              "integer",
              "null"
            ]
          },
          "band": {
            "type": "string",
            "enum": [
              "Q1",
              "Q2",
              "Q3",
              "Q4"
            ]
          },
          "reason": {
            "type": "string"
          },
          "verified": {
            "type": "number"
          },
          "coverage": {
            "type": "number"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "entities": {
            "type": "integer"
          },
          "notReviewed": {
            "description": "Services of the row that have no score; they count in nothing.",
            "type": "integer"
          },
          "delta28d": {
            "type": [
              "number",
              "null"
            ]
          },
          "trend": {
            "type": "array",
            "items": {
              "type": "number"
            }
          }
        }
      },
      "Task": {
        "type": "object",
        "required": [
          "id",
          "title",
          "owner",
          "effortDays",
          "risk",
          "findingCount",
          "status",
          "dependsOn",
          "version",
          "severity",
          "fixKey",
          "because",
          "capacityConflict"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "assignee": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "fixKey": {
            "type": "string"
          },
          "effortDays": {
            "type": "number"
          },
          "risk": {
            "type": "number"
          },
          "findingCount": {
            "type": "integer"
          },
          "dueAt": {
            "type": "string",
            "format": "date-time"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "dependsOn": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "predictedDelta": {
            "type": "number"
          },
          "observedDelta": {
            "type": "number"
          },
          "because": {
            "type": "string"
          },
          "capacityConflict": {
            "type": "boolean"
          },
          "issueUrl": {
            "type": "string"
          },
          "week": {
            "type": "integer"
          },
          "weeks": {
            "description": "Every week that some of its work falls in, 1 to 12.",
            "type": "array",
            "items": {
              "type": "integer"
            }
          },
          "place": {
            "description": "Where a person put it.",
            "type": "string"
          },
          "lever": {
            "description": "It fixes many places at once, by what they share.",
            "type": "string",
            "enum": [
              "namespaceDefaults",
              "chart",
              "image",
              "policy"
            ]
          },
          "quality": {
            "description": "Of a lever; below 1 its findings stay open as warnings.",
            "type": "number"
          },
          "sla": {
            "$ref": "#/components/schemas/TaskSla"
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "version": {
            "type": "integer"
          }
        }
      },
      "TaskSla": {
        "description": "How much of its time is used; absent without a due date.",
        "type": "object",
        "required": [
          "startedAt",
          "share",
          "mark"
        ],
        "properties": {
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "share": {
            "description": "1 when it is due, more when it is overdue.",
            "type": "number"
          },
          "mark": {
            "type": "string",
            "enum": [
              "running",
              "half",
              "over"
            ]
          },
          "escalatedTo": {
            "type": "string",
            "enum": [
              "owner",
              "platform"
            ]
          }
        }
      },
      "TaskPlace": {
        "description": "A place in the plan; null gives it back to the planner.",
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "week 1",
          "week 2",
          "week 3",
          "week 4",
          "next",
          "later",
          null
        ]
      },
      "PlanChange": {
        "type": "object",
        "required": [
          "taskId",
          "title",
          "message",
          "at"
        ],
        "properties": {
          "taskId": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Forecast": {
        "type": "object",
        "required": [
          "of",
          "subjects",
          "items"
        ],
        "properties": {
          "of": {
            "type": "string",
            "enum": [
              "clusters",
              "entities"
            ]
          },
          "subjects": {
            "description": "How many of them the score is the mean of.",
            "type": "integer"
          },
          "reason": {
            "description": "Why there is no forecast.",
            "type": "string"
          },
          "items": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "week",
                "verified"
              ],
              "properties": {
                "week": {
                  "description": "0 is now, 1 to 4 the end of that week.",
                  "type": "integer"
                },
                "verified": {
                  "type": "number"
                }
              }
            }
          }
        }
      },
      "TaskBulk": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "tasks",
          "change"
        ],
        "properties": {
          "tasks": {
            "type": "array",
            "minItems": 1,
            "maxItems": 500,
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "id"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "minLength": 1
                },
                "version": {
                  "type": "integer"
                }
              }
            }
          },
          "change": {
            "type": "object",
            "additionalProperties": false,
            "minProperties": 1,
            "properties": {
              "assignee": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "status": {
                "type": "string"
              },
              "dueAt": {
                "type": [
                  "string",
                  "null"
                ],
                "format": "date-time"
              },
              "place": {
                "$ref": "#/components/schemas/TaskPlace"
              }
            }
          }
        }
      },
      "TaskBulkRow": {
        "type": "object",
        "required": [
          "id",
          "outcome"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "outcome": {
            "type": "string",
            "enum": [
              "changed",
              "unchanged",
              "ready",
              "conflict",
              "forbidden",
              "notFound",
              "invalid"
            ]
          },
          "message": {
            "type": "string"
          },
          "version": {
            "type": "integer"
          }
        }
      },
      "TaskDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Task"
          },
          {
            "type": "object",
            "required": [
              "findings",
              "history"
            ],
            "properties": {
              "note": {
                "type": "string"
              },
              "findings": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Finding"
                }
              },
              "history": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Event"
                }
              }
            }
          }
        ]
      },
      "TaskUpdate": {
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "properties": {
          "assignee": {
            "type": [
              "string",
              "null"
            ]
          },
          "status": {
            "type": "string"
          },
          "dueAt": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time"
          },
          "note": {
            "type": "string",
            "maxLength": 10000
          },
          "place": {
            "$ref": "#/components/schemas/TaskPlace"
          },
          "version": {
            "type": "integer"
          }
        }
      },
      "Roadmap": {
        "type": "object",
        "required": [
          "weeks",
          "next",
          "later"
        ],
        "properties": {
          "generatedAt": {
            "type": "string",
            "format": "date-time"
          },
          "weeks": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "week",
                "theme",
                "exitCriteria",
                "tasks",
                "capacity"
              ],
              "properties": {
                "week": {
                  "type": "integer"
                },
                "theme": {
                  "type": "string"
                },
                "exitCriteria": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "text",
                      "met"
                    ],
                    "properties": {
                      "text": {
                        "type": "string"
                      },
                      "met": {
                        "type": "boolean"
                      },
                      "detail": {
                        "type": "string"
                      }
                    }
                  }
                },
                "capacity": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "owner",
                      "usedDays",
                      "capacityDays"
                    ],
                    "properties": {
                      "owner": {
                        "type": "string"
                      },
                      "usedDays": {
                        "type": "number"
                      },
                      "capacityDays": {
                        "type": "number"
                      }
                    }
                  }
                },
                "tasks": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/Task"
                  }
                }
              }
            }
          },
          "next": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Task"
            }
          },
          "later": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Task"
            }
          },
          "verified": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Task"
            }
          },
          "changes": {
            "description": "What moved in the last seven days, newest first.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PlanChange"
            }
          },
          "owners": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "clusters": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "Artefact": {
        "type": "object",
        "required": [
          "url"
        ],
        "additionalProperties": false,
        "properties": {
          "url": {
            "type": "string"
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-fA-F]{64}$"
          }
        }
      },
      "EvidenceValidation": {
        "type": "object",
        "required": [
          "kind",
          "result"
        ],
        "additionalProperties": false,
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "rowCount",
              "checksum",
              "appProbe"
            ]
          },
          "result": {
            "type": "string",
            "enum": [
              "passed",
              "failed"
            ]
          },
          "detail": {
            "type": "string",
            "maxLength": 2000
          }
        }
      },
      "EvidenceInput": {
        "type": "object",
        "required": [
          "check",
          "what",
          "subjects",
          "performedAt",
          "performedBy",
          "outcome",
          "artefacts"
        ],
        "additionalProperties": false,
        "properties": {
          "check": {
            "type": "string"
          },
          "what": {
            "type": "string",
            "enum": [
              "restore-drill",
              "rebuild",
              "failover",
              "alert-drill",
              "dashboard-review",
              "rbac-review",
              "scale-test",
              "spot-interruption",
              "rotation",
              "ci-scan",
              "admission-drill",
              "cost-review",
              "runbook-exercise",
              "connectivity-test",
              "encryption-review"
            ]
          },
          "subjects": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
              "type": "string"
            }
          },
          "performedAt": {
            "type": "string",
            "format": "date-time"
          },
          "performedBy": {
            "type": "string"
          },
          "attestedBy": {
            "type": "string"
          },
          "outcome": {
            "type": "string",
            "enum": [
              "success",
              "partial",
              "failed"
            ]
          },
          "measured": {
            "type": "object",
            "additionalProperties": {
              "type": "number"
            }
          },
          "validation": {
            "$ref": "#/components/schemas/EvidenceValidation"
          },
          "artefacts": {
            "type": "array",
            "maxItems": 20,
            "items": {
              "$ref": "#/components/schemas/Artefact"
            }
          },
          "expiresAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Evidence": {
        "type": "object",
        "required": [
          "id",
          "check",
          "control",
          "what",
          "subjects",
          "performedAt",
          "outcome",
          "artefacts",
          "grade",
          "expiresAt",
          "state"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "check": {
            "type": "string"
          },
          "control": {
            "type": "string"
          },
          "what": {
            "type": "string"
          },
          "subjects": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "performedAt": {
            "type": "string",
            "format": "date-time"
          },
          "performedBy": {
            "type": "string"
          },
          "attestedBy": {
            "type": "string"
          },
          "outcome": {
            "type": "string",
            "enum": [
              "success",
              "partial",
              "failed"
            ]
          },
          "measured": {
            "type": "object",
            "additionalProperties": {
              "type": "number"
            }
          },
          "validation": {
            "$ref": "#/components/schemas/EvidenceValidation"
          },
          "artefacts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Artefact"
            }
          },
          "grade": {
            "type": "string",
            "enum": [
              "E1",
              "E2",
              "E3"
            ]
          },
          "fingerprint": {
            "type": "object",
            "additionalProperties": true
          },
          "expiresAt": {
            "type": "string",
            "format": "date-time"
          },
          "state": {
            "type": "string",
            "enum": [
              "valid",
              "lapsing",
              "lapsed",
              "failed"
            ]
          },
          "recordedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "CheckInfo": {
        "type": "object",
        "required": [
          "id",
          "title",
          "dimension",
          "control",
          "scope",
          "severity",
          "stage",
          "effort",
          "fixKey",
          "responsible",
          "reads",
          "texts"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "dimension": {
            "$ref": "#/components/schemas/Dimension"
          },
          "control": {
            "type": "string"
          },
          "scope": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "effort": {
            "type": "string",
            "enum": [
              "S",
              "M",
              "L"
            ]
          },
          "fixKey": {
            "type": "string"
          },
          "gate": {
            "$ref": "#/components/schemas/Stage"
          },
          "responsible": {
            "$ref": "#/components/schemas/Responsible"
          },
          "enabled": {
            "type": "boolean"
          },
          "mode": {
            "$ref": "#/components/schemas/CheckMode"
          },
          "disputes": {
            "description": "Of the findings of the last 90 days, how many were called wrong and how many proved so.",
            "type": "object",
            "required": [
              "findings",
              "disputed",
              "open",
              "accepted"
            ],
            "properties": {
              "findings": {
                "type": "integer"
              },
              "disputed": {
                "type": "integer"
              },
              "open": {
                "type": "integer"
              },
              "accepted": {
                "type": "integer"
              }
            }
          },
          "reads": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": true
            }
          },
          "texts": {
            "type": "object",
            "required": [
              "why",
              "rules",
              "traps",
              "fix",
              "references"
            ],
            "properties": {
              "why": {
                "type": "string"
              },
              "rules": {
                "type": "object",
                "additionalProperties": {
                  "type": "string"
                }
              },
              "traps": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "fix": {
                "type": "string"
              },
              "references": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    }
  }
};
