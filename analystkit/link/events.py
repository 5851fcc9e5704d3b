"""Placeholder of the skeleton."""


def events(articles, tags, codebook, origins):
    return ()
