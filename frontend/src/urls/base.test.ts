import { expect, test } from 'vitest'
import { baseOf, projectUrl, withProject } from './base'
import { rootOf, withoutRoot } from './root'

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
  expect(baseOf(pathname, search, '')).toEqual({ root: '', path, projectId })
})

test('the server is told the project, but for that of the session', () => {
  expect(withProject(baseOf('/users', '', ''), '/graphql')).toBe('/graphql')
  const base = baseOf('/project/a%26b/users', '', '')
  expect(withProject(base, '/graphql')).toBe('/graphql?project=a%26b')
  expect(withProject(base, '/export/users.csv?period=1')).toBe(
    '/export/users.csv?period=1&project=a%26b',
  )
})

test.each([
  ['/users', '?period=7d&q=ann&live=off', '/project/shop/users?period=7d&live=off'],
  ['/project/other/overview', '?from=2026-11-03&env=a', '/project/shop/overview?from=2026-11-03'],
  ['/project/other/settings', '', '/project/shop/settings'],
  ['/users/ann', '?period=7d', '/project/shop/users?period=7d'],
  ['/traces/abc', '?span=def', '/project/shop/traces'],
  ['/', '', '/project/shop/users'],
])('from %s%s another project is shown at %s', (pathname, search, expected) => {
  expect(projectUrl('shop', pathname, search, '')).toBe(expected)
})

test.each([
  ['/tools/ut/users', '', '/tools/ut', undefined],
  ['/tools/ut', '', '/tools/ut', undefined],
  ['/tools/ut/project/shop/users', '', '/tools/ut/project/shop', 'shop'],
  ['/tools/ut/graphql', '?project=shop', '/tools/ut', 'shop'],
  ['/project/shop/users', '', '/tools/ut/project/shop', 'shop'],
])('below a path, the address %s%s begins with %s', (pathname, search, path, projectId) => {
  const root = '/tools/ut'
  const base = baseOf(pathname, search, root)
  expect(base).toEqual({ root, path, projectId })
  const project = projectId === undefined ? '' : '?project=shop'
  expect(withProject(base, '/graphql')).toBe(`/tools/ut/graphql${project}`)
})

test('below a path, another project is shown below it, too', () => {
  const address = projectUrl('shop', '/ut/project/other/overview', '?period=7d', '/ut')
  expect(address).toBe('/ut/project/shop/overview?period=7d')
  expect(projectUrl('shop', '/settings', '', '/ut')).toBe('/ut/project/shop/settings')
})

test.each([
  ['https://a.example/assets/index-1.js', ''],
  ['https://a.example/tools/ut/assets/index-1.js', '/tools/ut'],
  ['https://a.example/assets/ut/assets/index-1.js', '/assets/ut'],
  ['http://127.0.0.1:5173/src/urls/root.ts', ''],
])('the file %s lies below %s', (file, root) => {
  expect(rootOf(file)).toBe(root)
})

test.each([
  ['/ut/users', '/users'],
  ['/ut', ''],
  ['/utah', '/utah'],
  ['/users/ut', '/users/ut'],
])('below /ut, %s is %s', (address, expected) => {
  expect(withoutRoot('/ut', address)).toBe(expected)
})
