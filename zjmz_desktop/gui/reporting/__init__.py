"""Months on their way upward: submitting, mending, reviewing, who has reported."""
