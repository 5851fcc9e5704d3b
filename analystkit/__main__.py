"""The command line, thin: each command is one call into the library."""

from __future__ import annotations

import argparse
import sys

from analystkit.corpus import Corpus, write_tables
from analystkit.errors import AnalystkitError


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="analystkit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    tables = commands.add_parser("tables", help="write every table")
    tables.add_argument("seeds")
    tables.add_argument("--out", required=True)
    tables.add_argument("--codebook")
    args = parser.parse_args(argv)
    try:
        corpus = Corpus.load(args.seeds, codebook=args.codebook)
        write_tables(corpus, args.out)
        print(corpus)
    except AnalystkitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
