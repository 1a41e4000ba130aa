"""The accounts whose address book was seen."""

from tests.sql.tables import Bench


def test_an_owner_is_known_once_from_any_change_that_its_book_ever_had(bench: Bench) -> None:
    bench.stage(
        contact="""
            owner_id  contact_id  change  date
            bob       al          add     -9d
            bob       cleo        add     -9d
            emptied   al          add     -9d
            emptied   al          remove  -8d
            remover   al          remove  -400d
        """
    )
    rows = bench.build("acts.book_owner")
    assert [row["owner_id"] for row in rows] == ["bob", "emptied", "remover"]


def test_an_account_that_others_list_is_no_owner_and_without_a_log_none_is(bench: Bench) -> None:
    bench.stage(contact="owner_id  contact_id\nbob  al")
    assert bench.build("acts.book_owner") == [{"owner_id": "bob"}]
    bench.stage()
    assert bench.build("acts.book_owner") == []
