"""Parse, call one selector or one action, render: the pages and the interface for other programs."""
