"""How lists are kept on the disk: the bytes as they came, and what is laid out from them."""
