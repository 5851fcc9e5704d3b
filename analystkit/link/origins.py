"""Placeholder of the skeleton."""


def origins(articles, tags, utterances):
    return {}
