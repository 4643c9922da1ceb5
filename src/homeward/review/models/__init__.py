"""The tables of review. They refer to persons and lists by key, and can be erased without touching either."""

from homeward.review.models.candidates import Candidate as Candidate
from homeward.review.models.candidates import Decision as Decision
from homeward.review.models.candidates import Note as Note
from homeward.review.models.contests import Contest as Contest
from homeward.review.models.grounds import Ground as Ground
from homeward.review.models.planted import Planted as Planted
from homeward.review.models.runs import Cover as Cover
from homeward.review.models.runs import CoverEdition as CoverEdition
from homeward.review.models.runs import Run as Run
from homeward.review.models.runs import RunEdition as RunEdition
from homeward.review.models.runs import RunFound as RunFound
from homeward.review.models.runs import RunPeople as RunPeople
from homeward.review.models.runs import Screened as Screened
from homeward.review.models.sources import SourceRequest as SourceRequest
