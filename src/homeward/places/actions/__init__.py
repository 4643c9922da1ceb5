"""Writes of places: each authorises, applies the rules, saves and tells the trail, in one transaction."""
