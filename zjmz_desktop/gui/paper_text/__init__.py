"""The editor of the annual summary's words: sentences as text, figures as locked chips."""
