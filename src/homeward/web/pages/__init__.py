"""One module for each kind of page: it reads the request, calls one selector or one action, and renders."""
