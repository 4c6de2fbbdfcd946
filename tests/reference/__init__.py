"""A second, independent computation of the five Phase 4 tables, straight from the source files.

Plain Python over lists, naive on purpose: every rule can be read next to its formula. It shares
no code with the pipeline and never looks at a Phase 3 table. `tables.all_tables(season, day)` is
the entry; rows are dicts with the published columns except `data_hash`, missing values are None,
context columns hold the parsed JSON, and `features` holds NaN for a missing feature.
"""
