"""The engine on AWS: an OpenSearch service, asked over HTTP.

`connection` sends signed requests, `conditions` says a query in its language, `entries` what an index looks like,
`bulk` writes, `place` asks, rebuilds and compares. Its API: https://docs.opensearch.org/latest/api-reference/
"""
