"""The tables of lists: metadata only. The files of a list are never in the database."""

from homeward.lists.models.lists import Attempt as Attempt
from homeward.lists.models.lists import Edition as Edition
from homeward.lists.models.lists import WatchList as WatchList
