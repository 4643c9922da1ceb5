"""The consolidated list of the United Nations Security Council, as XML: individuals and entities."""
