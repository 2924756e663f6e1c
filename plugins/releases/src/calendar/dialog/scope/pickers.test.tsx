import { Entity } from '@backstage/catalog-model';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { EntityField } from './EntityField';
import { TokenOption, TokenPicker } from './TokenPicker';

const group = (name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, title },
  spec: { type: 'team', children: [] },
});

function Owner() {
  const [owner, setOwner] = useState('');
  return (
    <EntityField
      label="Owner"
      among="owner"
      value={owner}
      onChange={setOwner}
    />
  );
}

const domains: TokenOption[] = [
  { id: 'domain:default/commerce', label: 'Commerce' },
  { id: 'domain:default/payments', label: 'Payments' },
];
const loadDomains = async () => domains;

function Domains() {
  const [values, setValues] = useState<string[]>([]);
  return (
    <TokenPicker
      label="Domain"
      placeholder="Search"
      values={values}
      labelOf={value => domains.find(({ id }) => id === value)!.label}
      load={loadDomains}
      onChange={setValues}
    />
  );
}

/** Until whatever a pick has set off has come back. */
const settled = () => act(() => new Promise(done => setTimeout(done, 500)));

describe('EntityField', () => {
  it('closes its list on a pick, and keeps it closed once the name is known', async () => {
    const catalog = catalogApiMock({
      entities: [
        group('release-managers', 'Release Management'),
        group('finance', 'Finance'),
      ],
    });
    const byRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
    await renderInTestApp(
      <TestApiProvider apis={[[catalogApiRef, catalog]]}>
        <Owner />
      </TestApiProvider>,
    );
    const field = screen.getByRole('combobox', { name: 'Owner' });
    await userEvent.click(field);
    await userEvent.click(
      await screen.findByRole('option', { name: 'Release Management' }),
    );
    await waitFor(() => expect(byRefs).toHaveBeenCalled());
    await settled();
    expect(field).toHaveFocus();
    expect(field).toHaveValue('Release Management');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();

    // It is still there for whoever wants another one.
    await userEvent.clear(field);
    await userEvent.type(field, 'fin');
    await userEvent.click(
      await screen.findByRole('option', { name: 'Finance' }),
    );
    await settled();
    expect(field).toHaveValue('Finance');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });
});

describe('TokenPicker', () => {
  it('closes its list on every pick, and offers the rest', async () => {
    await renderInTestApp(<Domains />);
    const field = screen.getByRole('combobox', { name: 'Domain' });
    await userEvent.type(field, 'comm');
    await userEvent.click(
      await screen.findByRole('option', { name: 'Commerce' }),
    );
    await settled();
    expect(screen.getByRole('row', { name: 'Commerce' })).toBeInTheDocument();
    expect(field).toHaveValue('');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();

    await userEvent.keyboard('{ArrowDown}');
    expect(screen.queryByRole('option', { name: 'Commerce' })).toBeNull();
    await userEvent.click(screen.getByRole('option', { name: 'Payments' }));
    await settled();
    expect(screen.getByRole('row', { name: 'Payments' })).toBeInTheDocument();
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });
});
