"""Dialogs: small questions, the first start, where a number comes from, allocations."""
