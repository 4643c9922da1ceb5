"""What comes in and goes out, as frozen values: tables, fields, mappings, problems, imports, exports. No table, no decision."""
