import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  type ReadinessApi,
  readinessScorecardReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { failureText } from '../api/failureText';
import { readinessApiRef } from '../api/readinessApi';
import { useMessages } from '../translation';

export interface DownloadFile {
  name: string;
  fetch: (api: ReadinessApi) => Promise<Blob>;
}

/** A link alone would come without the token of the portal. */
function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}

/** Saves files of the backend: one at a time, with the reason if it fails. */
export function useDownload() {
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const start = async (file: DownloadFile) => {
    setFailure(undefined);
    setBusy(true);
    try {
      save(await file.fetch(api), file.name);
    } catch (error) {
      setFailure(
        failureText(t, error, readinessScorecardReadPermission.name, reason =>
          t('download.failed', { reason }),
        ),
      );
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, start };
}
