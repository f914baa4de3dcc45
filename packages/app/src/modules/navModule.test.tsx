import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { screen } from '@testing-library/react';
import { Navigation } from './navModule';

type NavItems = NavContentComponentProps['navItems'];

/** The pages of an app as the sidebar gets them, by id and title. */
function navItems(titles: Record<string, string>): NavItems {
  const left = new Map(Object.entries(titles));
  const item = (id: string) =>
    ({
      title: left.get(id),
      href: `/${id}`,
      icon: <span />,
    } as NavContentNavItem);
  const items: Pick<NavItems, 'withComponent'> = {
    withComponent: Item => ({
      take: id => {
        const element = left.has(id) ? <Item key={id} {...item(id)} /> : null;
        left.delete(id);
        return element;
      },
      rest: () => [...left.keys()].map(id => <Item key={id} {...item(id)} />),
    }),
  };
  return items as NavItems;
}

describe('Navigation', () => {
  it('puts readiness first and settings last, each page once', async () => {
    renderInTestApp(
      <Navigation
        items={[]}
        navItems={navItems({
          'page:user-settings': 'Settings',
          'page:docs': 'Docs',
          'page:catalog': 'Catalog',
          'page:readiness': 'Readiness',
        })}
      />,
    );
    await screen.findByRole('link', { name: 'Readiness demo' });
    const links = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(links).toEqual([
      '/',
      '/page:readiness',
      '/page:catalog',
      '/page:docs',
      '/page:user-settings',
    ]);
  });
});
