import { useEffect, useState } from 'react';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { requestMessage } from '../../api/requestError';
import { useMessages } from '../../translation';

const PAGE = 20;
const DEBOUNCE_MS = 250;

interface Option {
  ref: string;
  name: string;
}

function displayName(entity: Entity): string {
  const profile = entity.spec?.profile;
  if (profile && typeof profile === 'object' && 'displayName' in profile) {
    if (typeof profile.displayName === 'string') return profile.displayName;
  }
  return entity.metadata.title ?? entity.metadata.name;
}

function toOption(entity: Entity): Option {
  return { ref: stringifyEntityRef(entity), name: displayName(entity) };
}

function optionOf(ref: string): Option {
  return { ref, name: parseEntityRef(ref).name };
}

export interface EntityPickerProps {
  label: string;
  kinds: readonly ('User' | 'Group')[];
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
  error?: string;
  help?: string;
}

/** Users or groups of the catalog, asked for page by page as one types. */
export function EntityPicker(props: EntityPickerProps) {
  const { label, kinds, value, onChange, error, help } = props;
  const t = useMessages();
  const catalog = useApi(catalogApiRef);
  const [open, setOpen] = useState(false);
  const [input, setInput] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(input.trim()), DEBOUNCE_MS, [input]);
  const [known, setKnown] = useState<Option | undefined>();

  const found = useAsync(async () => {
    if (!open) return [];
    const { items } = await catalog.queryEntities({
      filter: { kind: [...kinds] },
      fields: ['kind', 'metadata', 'spec.profile'],
      limit: PAGE,
      orderFields: { field: 'metadata.name', order: 'asc' },
      fullTextFilter: {
        term,
        fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'],
      },
    });
    return items.map(toOption);
  }, [catalog, open, term, kinds.join()]);

  useEffect(() => {
    if (value === undefined) setKnown(undefined);
  }, [value]);

  const remembered = known?.ref === value ? known : undefined;
  const selected = value ? remembered ?? optionOf(value) : null;
  const failure = found.error
    ? t('picker.failed', { reason: requestMessage(found.error) })
    : undefined;

  return (
    <Autocomplete<Option>
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={found.value ?? []}
      loading={found.loading}
      loadingText={t('picker.loading')}
      noOptionsText={failure ?? t('picker.none')}
      value={selected}
      // The catalog has filtered already.
      filterOptions={options => options}
      getOptionLabel={option => option.name}
      getOptionSelected={(option, chosen) => option.ref === chosen.ref}
      renderOption={option => (
        <span>
          {option.name} <small>{option.ref}</small>
        </span>
      )}
      onInputChange={(_, text, reason) => {
        setInput(reason === 'input' ? text : '');
      }}
      onChange={(_, option) => {
        setKnown(option ?? undefined);
        onChange(option?.ref);
      }}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          variant="outlined"
          placeholder={t('picker.search')}
          error={Boolean(error)}
          helperText={error ?? help}
        />
      )}
    />
  );
}
