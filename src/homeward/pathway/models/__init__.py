"""The tables of the pathway: cases and their steps, and the tracks beside them."""

from homeward.pathway.models.cases import Apart as Apart
from homeward.pathway.models.cases import Block as Block
from homeward.pathway.models.cases import Case as Case
from homeward.pathway.models.cases import Group as Group
from homeward.pathway.models.cases import Hold as Hold
from homeward.pathway.models.cases import Override as Override
from homeward.pathway.models.cases import Passed as Passed
from homeward.pathway.models.cases import Proposal as Proposal
from homeward.pathway.models.cases import Step as Step
from homeward.pathway.models.cases import Task as Task
from homeward.pathway.models.cases import Turn as Turn
from homeward.pathway.models.packs import Pack as Pack
