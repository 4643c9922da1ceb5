"""Pure decisions of the exchange: what a column holds, what a row states, what may leave. No table, no request."""
