"""Settings, addresses and servers: where the parts are put together. Imported by nobody."""
