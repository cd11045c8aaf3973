"""Forms: one editor for each entry kind, made from what the service says a form holds."""
