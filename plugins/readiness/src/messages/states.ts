/** What stands on the screen when there is nothing, or not yet, or no right to it. */
export const states = {
  state: {
    loading: 'Loading',
    retry: 'Retry',
    forbiddenTitle: 'You may not see this',
    forbiddenText:
      'It needs the permission {{permission}}. Ask the platform group for it.',
    needs: 'Needs the permission {{permission}}',
    notFoundTitle: 'Nothing here',
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    copy: 'Copy',
    copied: 'Copied',
    copyRule: 'Copy the missing rule',
    all: 'All',
    unowned: 'Unowned',
    more: 'Show all {{total}}',
  },
  scan: {
    start: 'Scan now',
    rescan: 'Rescan this service',
    starting: 'Starting the scan',
    progress: 'Scan of {{cluster}}: {{status}}, {{percent}} %',
    finished: 'Scan finished',
    partial: 'Scan finished, some sources could not be read',
    failed: 'Scan failed: {{reason}}',
    failedUnknown: 'no reason was given',
    noCluster: 'No cluster that can be scanned.',
  },
  picker: {
    search: 'Type a name',
    none: 'Nobody of that name in the catalog',
    loading: 'Searching the catalog',
    failed: 'The catalog did not answer: {{reason}}',
  },
} as const;
