"""Proofs over all answers to a pack. Only the module `prove` loads without the solver.

Every question may have any allowed answer, an "I don't know" (its careful default then stands), or
be off the path. Every item may be there, on order, or declined in any number. What the running
engine makes of that is said again in the solver's terms, and a test compares the two.

Left out, and so not proved:

- Interviews that are not finished: nothing on the path waits for its answer.
- Other days: support of products is judged on one day, see `prove`.
- The least and the most that is likely of an unknown number; the bill takes the careful one.
- Rows of a table one by one: only what its named counts tell apart, and no end at 60 rows.
- Texts: those that a condition names, and one that stands for all others.
- What an offer brings along when it is there already: it counts as any number on hand.
- Prices, tiers, and which words an answer changes.
"""
