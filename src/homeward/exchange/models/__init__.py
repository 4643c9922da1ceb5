"""The tables of the exchange: imports with their rows, references that became people, mappings by name; exports."""

from homeward.exchange.models.exports import Export
from homeward.exchange.models.imports import Import, SavedMapping, SourceReference, StagedKey, StagedRow

__all__ = ["Export", "Import", "SavedMapping", "SourceReference", "StagedKey", "StagedRow"]
