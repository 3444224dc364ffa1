// Prints what each audit of the GraphQL over HTTP specification says of a server, as JSON.
import { auditServer } from 'graphql-http'

const { AUDITED_URL: url, AUDITED_AUTHORIZATION: authorization } = process.env

const results = await auditServer({
  url,
  fetchFn: (address, { headers, ...init } = {}) =>
    fetch(address, { ...init, headers: { ...headers, authorization } }),
})
const said = results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))
console.log(JSON.stringify(said))
