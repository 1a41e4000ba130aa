"""Small graphs for people: networkx graphs of a ring or an account, measured and exported."""
