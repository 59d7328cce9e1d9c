"""Full-text search over the compendium: one embedded tantivy index, six languages, live facets.

Pure library: plain values in, plain values out, no Django and no clock. Start with ``engine.Searcher`` to ask,
``index.SearchIndex`` to keep an index, ``documents`` for the values that travel between them.
"""
