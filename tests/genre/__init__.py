"""An independent proof that the parser understands the genre.

A ``plan`` chooses a row of each table of the guide to the genre; ``script`` prints what it asks
for, ``clerk`` says what is true of it, ``writing`` makes a document of it. How the rows of a
section differ stands in a module for each: ``titles``, ``numbers``, ``pages``, ``openings``,
``outlines``, ``wordings``, ``endings``, ``noises``, ``places``; ``oddities`` and ``neighbours``
are texts that no table makes. ``named`` has a case for every one of ``rows``, ``chance`` combines
them by a seed, and ``soak`` goes on for as long as one likes.
"""
