"""Signing in with an OpenID provider: allauth's flow, held to what OpenID Connect Core 1.0 asks of a client.

allauth makes the authorization request, keeps `state` and fetches the tokens. What it leaves out is here: a nonce,
PKCE always, the ID token's signature always checked (section 3.1.3.7), keys that rotate, roles from a groups claim,
accounts linked by e-mail only when both sides have verified it, and signing out at the provider too.
"""
