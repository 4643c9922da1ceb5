"""An invented camp comes in as another register would: its sites, its people with their past, and somebody for each role."""
