"""The views: one module each, a function each, DataFrames in and a View out."""
