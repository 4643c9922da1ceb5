"""`homeward lists add`, `fetch` and `status`: the lists of an installation. They need the platform; the engine's own verbs do not."""
