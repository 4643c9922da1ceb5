"""Everything the compiled comparison reads, the same for every block of people and every thread.

Comes in: arrays of both sides, laid out once for a run. Goes out: one frozen, flat `Inputs` that each outer kernel takes whole and
unpacks once; inner ones are handed single arrays, since handing on many costs more than a comparison. Never written to.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy.typing as npt

Array = npt.NDArray[Any]


class Inputs(NamedTuple):
    """Both sheets (see `sheet.Sheet`; those of the entries are called other_…), and what a run adds to them.

    `name_entry` goes by listed name, `entry_order` by entry: its rank by list and id. `listed_names`, `name_lengths`, `listed_years`,
    `listed_sexes`, `listed_nations` and `blocks` are `index.turns.Turns`; `post_starts` and `posts` say by which turns the names come
    that hold a listed part, ascending. like_… is the likeness of recorded to listed parts as CSR, in
    thousandths; worths is the most each of those pairs can say, slack what a recorded name could say beyond, costs what parts left over
    cost, listed_costs, by turn, what a listed name costs whoever is beside it (see `worths`). join_… are `joins.Joins`. listed_fields
    says, by recorded word, in which fields (bit 0 places, 1 fathers, 2 mothers) any entry has a word like it; listed_days are the exact
    births of all entries, ascending. shared (n, 2) are people
    and entries that share a document, by person. info and other_info are rarities by part, year and silent by year from 1880, nation by
    number, all in millibits, as are weights (by feature) and prior. weight and other_weight are those of the parts' sounds.
    """

    name_start: Array
    token_start: Array
    tokens: Array
    roles: Array
    fact_start: Array
    facts: Array
    other_name_start: Array
    other_token_start: Array
    other_tokens: Array
    other_roles: Array
    other_weak: Array
    other_fact_start: Array
    other_facts: Array
    name_entry: Array
    name_lengths: Array
    entry_order: Array
    post_starts: Array
    posts: Array
    like_starts: Array
    like_columns: Array
    like_values: Array
    join_starts: Array
    join_ids: Array
    join_post_starts: Array
    join_posts: Array
    join_worths: Array
    worths: Array
    slack: Array
    costs: Array
    listed_fields: Array
    listed_days: Array
    listed_names: Array
    listed_years: Array
    listed_sexes: Array
    listed_nations: Array
    listed_costs: Array
    blocks: Array
    shared: Array
    info: Array
    other_info: Array
    year: Array
    silent: Array
    nation: Array
    weights: Array
    codes: Array
    vocal: Array
    weight: Array
    other_codes: Array
    other_vocal: Array
    other_weight: Array
    substitute: Array
    gap: Array
    prior: int


# Which kind of number each array holds, and its dimensions: for another the functions would be compiled anew.
KINDS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("name_start", "token_start", "fact_start"), ("i8", 1)),
    **dict.fromkeys(("other_name_start", "other_token_start", "other_fact_start"), ("i8", 1)),
    **dict.fromkeys(("name_lengths", "post_starts", "like_starts", "join_starts", "join_post_starts", "weights", "costs"), ("i8", 1)),
    **dict.fromkeys(("tokens", "facts", "other_tokens", "other_facts", "name_entry", "entry_order", "posts"), ("i4", 1)),
    **dict.fromkeys(("like_columns", "join_ids", "join_posts", "join_worths", "worths", "slack"), ("i4", 1)),
    **dict.fromkeys(("listed_names", "listed_nations", "listed_costs", "listed_days"), ("i4", 1)),
    **dict.fromkeys(("weight", "other_weight", "info", "other_info", "year", "silent", "nation"), ("i4", 1)),
    **dict.fromkeys(("roles", "other_roles", "other_weak", "listed_fields", "listed_sexes", "vocal", "other_vocal"), ("u1", 1)),
    **dict.fromkeys(("codes", "other_codes"), ("u1", 2)),
    **dict.fromkeys(("substitute", "gap"), ("i4", 2)),
    "like_values": ("i2", 1), "listed_years": ("i2", 2), "blocks": ("i2", 2), "shared": ("i8", 2),
}  # fmt: skip
