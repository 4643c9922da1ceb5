"""What the engine looks up: the lexica of names with their linguists' sources, countries, weights, the reference.

Comes in: our own YAML under `names/`, from which `tools/build_lexicon.py` generates `lexicon.json`, and `tools/build_lexicon_keys.py`
its keys. Goes out: data files.
Never holds a real person's record, nor a list copied from elsewhere; a generated file is never edited by hand.
"""
