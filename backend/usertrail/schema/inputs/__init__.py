"""GraphQL inputs: periods, ranges, filters, orders, and inputs of mutations."""
