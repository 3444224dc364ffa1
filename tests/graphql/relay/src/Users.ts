// What a React application with Relay would say: lists that grow by pages, one within the other.
import { graphql } from 'react-relay'

export const query = graphql`
  query UsersQuery($period: Period) {
    ...Users_list @arguments(period: $period)
  }
`

export const users = graphql`
  fragment Users_list on Query
  @refetchable(queryName: "UsersPageQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 50 }
    after: { type: "String" }
    period: { type: "Period" }
  ) {
    users(
      first: $first
      after: $after
      period: $period
      orderBy: { field: COST_USD, direction: DESC }
    ) @connection(key: "Users_list_users") {
      totalCount
      edges {
        node {
          userId
          metrics(period: $period) {
            costUsd
            totalTokens
          }
          ...Users_traces
        }
      }
    }
  }
`

export const traces = graphql`
  fragment Users_traces on User
  @refetchable(queryName: "UsersTracesQuery")
  @argumentDefinitions(last: { type: "Int", defaultValue: 20 }, before: { type: "String" }) {
    traces(last: $last, before: $before) @connection(key: "Users_traces_traces") {
      edges {
        node {
          traceId
          startedAt
        }
      }
    }
  }
`
