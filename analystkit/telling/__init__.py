"""How a clause tells that something happened: words for events in their senses, who did it to whom, and how many it cost.

The mention and claim taggers read with these modules; none of them knows an article.
"""
