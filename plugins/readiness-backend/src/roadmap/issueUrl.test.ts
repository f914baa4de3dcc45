import { issueUrl } from './issueUrl';

const fields = {
  id: '42',
  title: 'Harden & check',
  owner: 'group:default/shop',
  body: 'One\nTwo #3',
};

describe('issueUrl', () => {
  it('fills in what the template names, URL-encoded', () => {
    expect(
      issueUrl(
        'https://git.example.com/new?t={title}&b={body}&o={owner}#{id}',
        fields,
      ),
    ).toBe(
      'https://git.example.com/new?t=Harden%20%26%20check&b=One%0ATwo%20%233&o=group%3Adefault%2Fshop#42',
    );
  });

  it('leaves other braces alone and fills in none twice', () => {
    expect(
      issueUrl('https://example.com/{project}?t={title}', {
        ...fields,
        title: '{id}',
      }),
    ).toBe('https://example.com/{project}?t=%7Bid%7D');
  });

  it('shortens a long body without splitting a character', () => {
    const url = issueUrl('https://example.com/?b={body}', {
      ...fields,
      body: '😀'.repeat(2000),
    });
    expect(decodeURIComponent(url.split('=')[1])).toBe('😀'.repeat(1500));
  });
});
