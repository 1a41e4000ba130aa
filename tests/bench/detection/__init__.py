"""How well spam is found and innocents are spared, on worlds whose truth is known."""
