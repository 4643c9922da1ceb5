"""What every part of the measuring shares: settings, material, the system's accounting, intervals, charts, outcomes."""
