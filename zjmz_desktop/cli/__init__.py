"""The command line: words become service calls, their result is printed."""
