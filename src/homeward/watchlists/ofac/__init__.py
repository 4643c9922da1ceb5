"""OFAC's SDN and consolidated lists as headerless CSV: a set of files of one day, joined by `ent_num`."""
