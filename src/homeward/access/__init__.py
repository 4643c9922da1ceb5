"""Who may do what, for which purpose; the trail of what was done and read; sharing agreements and disclosures."""
