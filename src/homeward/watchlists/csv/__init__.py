"""Lists published as a table: OpenSanctions' simple CSV, and any national list through a small map of its columns."""
