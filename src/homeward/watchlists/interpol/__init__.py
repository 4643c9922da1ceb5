"""INTERPOL's public notices: red (wanted: accused, not convicted), yellow (missing: family tracing) and UN special notices."""
