"""Tags of the templates: the parts that pages are made of, and how names, dates and numbers are written."""
