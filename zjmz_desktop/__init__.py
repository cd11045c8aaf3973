"""Offline work plan reporting for civil-affairs offices."""

__version__ = "0.1.0"
