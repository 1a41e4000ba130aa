"""Write the generated parts of docs/ with `python -m jobs.docs`; `--check` only compares them."""

import click

from jobs.contract.errors import GroupspamError
from jobs.docs.pages import FOLDER, stale, write


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a page is out of date.")
def main(check: bool) -> None:
    """Update the generated parts of docs/."""
    try:
        if not check:
            for name in write(FOLDER):
                click.echo(f"docs/{name}: written")
        elif names := stale(FOLDER):
            raise click.ClickException(f"out of date, run `make docs`: {', '.join(names)}")
    except GroupspamError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
