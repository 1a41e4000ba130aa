"""Makes `python -I -m jobs` the same program as the console script."""

from jobs.cli import main

if __name__ == "__main__":
    main()
