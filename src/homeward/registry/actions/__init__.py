"""Writes of the registry: each authorises, applies the rules, saves and logs, in one transaction."""
