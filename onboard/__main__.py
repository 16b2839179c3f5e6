"""`python -m onboard`: the command line, without the window."""

from onboard.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
