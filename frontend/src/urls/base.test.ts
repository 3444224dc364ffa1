import { expect, test } from 'vitest'
import { about, baseOf, sameIn } from './base'

test.each([
  ['/users', '', '', undefined],
  ['/users/project/x', '', '', undefined],
  ['/project/shop/users/ann', '', '/project/shop', 'shop'],
  ['/project/shop', '', '/project/shop', 'shop'],
  ['/project/my%20shop/', '', '/project/my%20shop', 'my shop'],
  ['/project/50%/users', '', '/project/50%', '50%'],
  ['/projects', '', '', undefined],
  ['/graphql', '?project=shop', '', 'shop'],
  ['/users', '?project=shop', '', undefined],
])('the address %s%s begins with %s', (pathname, search, path, projectId) => {
  expect(baseOf(pathname, search)).toEqual({ path, projectId })
})

test('the server is told the project, but for that of the session', () => {
  expect(about(baseOf('/users', ''), '/graphql')).toBe('/graphql')
  const base = baseOf('/project/a%26b/users', '')
  expect(about(base, '/graphql')).toBe('/graphql?project=a%26b')
  expect(about(base, '/export/users.csv?period=1')).toBe('/export/users.csv?period=1&project=a%26b')
})

test.each([
  ['/users', '?period=7d&q=ann&live=off', '/project/shop/users?period=7d&live=off'],
  ['/project/other/overview', '?from=2026-11-03&env=a', '/project/shop/overview?from=2026-11-03'],
  ['/project/other/settings', '', '/project/shop/settings'],
  ['/users/ann', '?period=7d', '/project/shop/users?period=7d'],
  ['/traces/abc', '?span=def', '/project/shop/users'],
  ['/', '', '/project/shop/users'],
])('from %s%s another project is shown at %s', (pathname, search, expected) => {
  expect(sameIn('shop', pathname, search)).toBe(expected)
})
