"""An invented registry: sites, households, persons with claims and stays, some registered twice, and users. No real person, ever."""
