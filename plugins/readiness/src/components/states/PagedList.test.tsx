import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPart } from '../../__testUtils__/renderPart';
import { PagedList } from './PagedList';

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => `row ${index + 1}`);

/** A list that a search shortens. */
function Searched({ all }: { all: readonly string[] }) {
  const [items, setItems] = useState(all);
  return (
    <>
      <PagedList label="Rows" items={items} keyOf={item => item}>
        {item => item}
      </PagedList>
      <button type="button" onClick={() => setItems(all.slice(0, 3))}>
        shorten
      </button>
    </>
  );
}

const shown = () =>
  within(screen.getByRole('list', { name: 'Rows' }))
    .getAllByRole('listitem')
    .map(item => item.textContent);

describe('PagedList', () => {
  it('shows a page of a long list and leads through all of it', async () => {
    renderPart(<Searched all={numbers(1500)} />, { api: {} });
    expect(await screen.findByText('1 to 10 of 1500')).toBeVisible();
    expect(shown()).toHaveLength(10);
    const previous = screen.getByRole('button', { name: 'Previous of Rows' });
    expect(previous).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Next of Rows' }));
    expect(shown()[0]).toBe('row 11');
    await userEvent.click(previous);
    expect(shown()[0]).toBe('row 1');
  });

  it('ends with the rows that are left', async () => {
    renderPart(<Searched all={numbers(11)} />, { api: {} });
    const next = await screen.findByRole('button', { name: 'Next of Rows' });
    await userEvent.click(next);
    expect(shown()).toEqual(['row 11']);
    expect(screen.getByText('11 to 11 of 11')).toBeVisible();
    expect(next).toBeDisabled();
  });

  it('falls back when a search leaves fewer pages', async () => {
    renderPart(<Searched all={numbers(30)} />, { api: {} });
    const next = await screen.findByRole('button', { name: 'Next of Rows' });
    await userEvent.click(next);
    await userEvent.click(screen.getByText('shorten'));
    expect(shown()).toEqual(['row 1', 'row 2', 'row 3']);
    expect(screen.queryByRole('button', { name: 'Next of Rows' })).toBeNull();
  });
});
