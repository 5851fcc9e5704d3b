"""Placeholder of the skeleton."""


def conflicts(articles, tags, events, origins):
    return ()
