import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox } from '@backstage/ui';
import { SelectorDimension } from '@release-desk/plugin-releases-common';
import { useEffect, useState } from 'react';
import { useCatalogOptions } from './catalogOptions';
import { TokenOption } from './TokenPicker';
import { useEntityNames } from './useEntityNames';

const PAUSE_MS = 200;

/** One entity of the catalog, found by typing; never a text that is no entity. */
export function EntityField(props: {
  label: string;
  placeholder?: string;
  /** What it is looked for among. */
  among: Extract<SelectorDimension, 'owner' | 'ref' | 'environment'>;
  value: string;
  isInvalid?: boolean;
  onChange(value: string): void;
}) {
  const { label, placeholder, among, value, isInvalid, onChange } = props;
  const { load } = useCatalogOptions(useApi(catalogApiRef));
  const nameOf = useEntityNames(value ? [value] : []);
  const [picked, setPicked] = useState<TokenOption>();
  const [query, setQuery] = useState<string>();
  const [found, setFound] = useState<TokenOption[]>([]);

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(
      () =>
        load(among)(query?.trim() ?? '').then(
          options => !stale && setFound(options),
          () => !stale && setFound([]),
        ),
      PAUSE_MS,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [load, among, query]);

  // The text stays as it was picked: the list opens again for another one.
  const name = picked?.id === value ? picked.label : nameOf(value);
  const options =
    value && !found.some(({ id }) => id === value)
      ? [...found, { id: value, label: name }]
      : found;
  return (
    <Combobox
      label={label}
      placeholder={placeholder}
      options={options}
      value={value || null}
      onChange={key => {
        setQuery(undefined);
        if (key === null) return;
        setPicked(found.find(({ id }) => id === key));
        onChange(String(key));
      }}
      search={{
        mode: 'server',
        inputValue: query ?? (value ? name : ''),
        onInputChange: setQuery,
      }}
      isInvalid={isInvalid}
      onBlur={() => setQuery(undefined)}
    />
  );
}
