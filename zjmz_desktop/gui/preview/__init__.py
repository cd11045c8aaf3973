"""A paper before it is saved or printed: its pages, search, outline, zoom."""
