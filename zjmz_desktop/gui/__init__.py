"""The window: clicks become service calls, their result is shown."""
