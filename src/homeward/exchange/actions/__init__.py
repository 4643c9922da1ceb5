"""Writes of the exchange: a file staged, mapped, checked, previewed, merged, refused or withdrawn; records made ready to leave."""
