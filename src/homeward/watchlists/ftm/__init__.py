"""Lists published as FollowTheMoney entities in JSON lines, as OpenSanctions exports them, flat or nested."""
