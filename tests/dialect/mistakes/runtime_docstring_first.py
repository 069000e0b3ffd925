"""A module with a docstring.

Over several lines.
"""
undefined
