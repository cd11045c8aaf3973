"""Pages besides the form: registers, the roll-up matrix, the annual summary, help."""
