"""Find sets of accounts that act on the same targets, and decide who is a member."""
