"""The pages for people: server-rendered, without scripts, over the same service as GraphQL."""
