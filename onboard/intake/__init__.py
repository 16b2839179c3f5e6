"""Lists from other programs, understood row by row before anything is taken from them."""
