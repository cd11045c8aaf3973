"""Item models behind the tree and the tables."""
