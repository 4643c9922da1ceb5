"""Return, prosecution, rehabilitation, reintegration: one case, lawful steps only."""
