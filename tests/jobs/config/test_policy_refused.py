"""What may not stand in a policy: each with the key it stands at, and the mend."""

from pathlib import Path

import pytest

from jobs.config import policy as policies
from jobs.config.rules import Condition
from jobs.contract.errors import PolicyInvalid
from tests.jobs.overlays import CATALOG, Load, loader

RULE = '[rules.new]\ndecision = "watch"\nwhen = { add_count = ">= 1" }\nreason = "r"\n'


@pytest.fixture(name="load")
def _load(tmp_path: Path) -> Load:
    return loader(tmp_path)


def refusal(load: Load, overlay: str) -> str:
    """Return why an overlay is refused, without the file's name."""
    with pytest.raises(PolicyInvalid) as raised:
        load(overlay)
    name, _, message = str(raised.value).partition("overlay.toml: ")
    assert message, name
    return message


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ("[vlave]\nmin_ban_count = 1\n", "vlave: unknown key; did you mean valve?"),
        (
            "[valve]\nmin_ban_cnt = 1\n",
            "valve.min_ban_cnt: unknown key; did you mean min_ban_count?",
        ),
        (
            '[rules.relay]\nunles = { add_count = "> 1" }\n',
            "rules.relay.unles: unknown key; did you mean unless?",
        ),
        (
            '[rules.relay.for.api]\nmodus = "off"\n',
            "rules.relay.for.api.modus: unknown key; did you mean mode?",
        ),
        # A rule within a rule there is not, so none is proposed.
        ("[rules.relay.for.api]\nfor = {}\n", "rules.relay.for.api.for: unknown key"),
        (
            '[rules.relay.for]\nrobot = { mode = "off" }\n',
            "rules.relay.for.robot.[key]: Input should be 'consumer', 'business' or 'api'",
        ),
        (
            "[params.fresh_acount]\nfresh_hours = 1\n",
            "params.fresh_acount: unknown key; did you mean fresh_account?",
        ),
        (
            "[params.fresh_account]\nfresh_hour = 1\n",
            "params.fresh_account.fresh_hour: unknown key; did you mean fresh_hours?",
        ),
        (
            '[rules.relay]\nwhen = { ad_count = "> 1" }\n',
            "rules.relay: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[rules.relay]\nunless = { ad_count = "> 1" }\n',
            "rules.relay: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[rules.relay.for.api]\nwhen = { ad_count = "> 1" }\n',
            "rules.relay: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[rules.relay]\nreason = "made {ad_count} groups"\n',
            "rules.relay: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[rules.api_rate]\nreason = "wrote to {partner}"\n',
            "rules.api_rate.reason: none of its signals describes a pair of accounts; remove {partner}",
        ),
        (
            '[rules.relay.for.api]\nreason = "{add_count} with {partner}"\n',
            "rules.relay.reason: none of its signals describes a pair of accounts; remove {partner}",
        ),
        (
            "[weights.ad_count]\nedges = []\nbits = [0.0]\n",
            "weights: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[score]\nban_exemption = { ad_count = "> 1" }\n',
            "score: unknown signal ad_count; did you mean add_count?",
        ),
        (
            '[score]\nweighed = [{ ad_count = "> 1" }]\n',
            "score: unknown signal ad_count; did you mean add_count?",
        ),
        (
            "[weights.add_count]\nedges = []\nbits = [0.0]\nbit = [0.0]\n",
            "weights.add_count.bit: unknown key; did you mean bits?",
        ),
        (
            '[rules.evidence]\ndecision = "ban"\nwhen = { add_count = "> 1" }\nreason = "x"\n',
            "rules.evidence: this name is reserved for evidence; choose another",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known(
    load: Load, overlay: str, message: str
) -> None:
    assert refusal(load, overlay) == message


@pytest.mark.parametrize(
    ("overlay", "where"),
    [
        ("history = 28\n", "history"),
        ("rules = 1\n", "rules"),
        ("params = 1\n", "params"),
        ("weights = 1\n", "weights"),
        ("[weights]\nadd_count = 1\n", "weights.add_count"),
        ("[weights.add_count]\nedges = [1.0]\n", "weights.add_count.bits"),
        ("[weights.add_count]\nedges = [1.0]\nbits = [0.0]\n", "weights.add_count"),
        ("[weights.add_count]\nedges = [2.0, 1.0]\nbits = [0.0, 1.0, 2.0]\n", "weights.add_count"),
        ("[weights.add_count]\nedges = [1.0, 1.0]\nbits = [0.0, 1.0, 2.0]\n", "weights.add_count"),
        ("[weights.add_count]\nedges = [nan]\nbits = [0.0, 1.0]\n", "weights.add_count.edges.0"),
        (
            "[weights.add_count]\nedges = []\nbits = [0.0]\nerrors = [0.1, 0.1]\n",
            "weights.add_count",
        ),
        (
            '[weights.add_count]\nedges = [1.0]\nbits = [1.0, 0.0]\ndirection = "rising"\n',
            "weights.add_count",
        ),
        (
            '[weights.add_count]\nedges = []\nbits = [0.0]\nspeaks = "loudly"\n',
            "weights.add_count.speaks",
        ),
        (
            "[weights.add_count]\nedges = [1.0]\nbits = [0.0, 1.0]\nneutral = 1.0\n",
            "weights.add_count",
        ),
        (
            "[weights.add_count]\nedges = [1.0]\nbits = [0.0, 1.0]\n"
            'direction = "rising"\nneutral = 2.0\n',
            "weights.add_count",
        ),
        (
            "[weights.add_count]\nedges = [1.0]\nbits = [-1.0, 1.0]\n"
            'direction = "rising"\nspeaks = "for"\n',
            "weights.add_count",
        ),
        ('[norms.robot]\nadds = "no"\n', "norms.robot.[key]"),
        ('[norms.api]\nadz = "no"\n', "norms.api"),
        (
            '[exemptions.mine]\nwhen = { add_count = ">= 1" }\nlimit = "none"\n'
            'reason = "it is"\nrules = ["relais"]\n',
            "exemptions.mine",
        ),
        (
            '[exemptions.mine]\nwhen = { ad_count = ">= 1" }\nlimit = "none"\nreason = "it is"\n',
            "exemptions.mine",
        ),
        ('[score]\nmode = "on"\n', "score.mode"),
        ("[score]\nspam_share = 1.0\n", "score.spam_share"),
        ("[score]\nweighed = []\n", "score.weighed"),
        ("[score]\nweighed = [{}]\n", "score.weighed.0"),
        ('[score]\nban_exemption = { add_count = "many" }\n', "score.ban_exemption.add_count"),
        ("[costs]\nmiss = 0.0\n", "costs.miss"),
        ("[params]\nfresh_account = 1\n", "params.fresh_account"),
        ("[rules]\nrelay = 1\n", "rules.relay"),
        ('[history]\ndays = "28"\n', "history.days"),
        ("[history]\ndays = 28.5\n", "history.days"),
        ("[history]\ndays = true\n", "history.days"),
        ("[history]\ndays = 1\n", "history.days"),
        ("[history]\ndays = 367\n", "history.days"),
        ("[input]\nmax_reject_share = 1.01\n", "input.max_reject_share"),
        ("[input]\nmax_reject_share = nan\n", "input.max_reject_share"),
        ("[input]\nrequire_success = 1\n", "input.require_success"),
        ("[input]\nmax_conflict_share = -0.1\n", "input.max_conflict_share"),
        ("[input]\nmax_duplicate_share = 1.5\n", "input.max_duplicate_share"),
        ('[input]\nnull_texts = "NULL"\n', "input.null_texts"),
        ('[input]\nnull_texts = [""]\n', "input.null_texts.0"),
        ("[input]\nnull_texts = [0]\n", "input.null_texts.0"),
        ('[input]\nplatform_began_on = "2014-02-30"\n', "input.platform_began_on"),
        ('[input]\nplatform_began_on = "2014"\n', "input.platform_began_on"),
        ("[input]\nplatform_began_on = 2014\n", "input.platform_began_on"),
        ("[input]\nplatform_began_on = 2014-01-01T00:00:00Z\n", "input.platform_began_on"),
        ("[input]\nmessage_resolution_seconds = -1\n", "input.message_resolution_seconds"),
        ('[publish]\nsignals = "some"\n', "publish.signals"),
        ('[publish]\nfile_mode = "600"\n', "publish.file_mode"),
        ('[publish]\nfolder_mode = "0800"\n', "publish.folder_mode"),
        ("[evidence]\nmax_rows = 0\n", "evidence.max_rows"),
        ("[verdicts]\nprotect_days = -1\n", "verdicts.protect_days"),
        ("[valve]\nmax_ban_ratio = 0\n", "valve.max_ban_ratio"),
        ("[valve]\nmax_ban_ratio = inf\n", "valve.max_ban_ratio"),
        ('[params.fresh_account]\nfresh_hours = "72"\n', "params.fresh_account.fresh_hours"),
        ("[params.fresh_account]\nfresh_hours = 1.5\n", "params.fresh_account.fresh_hours"),
        ("[params.fresh_account]\nfresh_hours = true\n", "params.fresh_account.fresh_hours"),
        ("[params.fresh_account]\nfresh_hours = -1\n", "params.fresh_account.fresh_hours"),
        (
            "[params.co_registration]\nwindow_hours = 0\n",
            "params.co_registration.window_hours",
        ),
        (
            "[params.fresh_stranger_message]\nrisky = nan\n",
            "params.fresh_stranger_message.risky",
        ),
        ('[rules.relay]\nmode = "on"\n', "rules.relay.mode"),
        ('[rules.relay]\ndecision = "none"\n', "rules.relay.decision"),
        ('[rules.relay]\notherwise = "maybe"\n', "rules.relay.otherwise"),
        ("[rules.relay]\nwhen = {}\n", "rules.relay.when"),
        ("[rules.relay.for.api]\nwhen = {}\n", "rules.relay.for.api.when"),
        ('[rules.relay]\nwhen = ">= 1"\n', "rules.relay.when"),
        ("[rules.relay]\nreason = 1\n", "rules.relay.reason"),
        ('[rules.relay]\nreason = "{"\n', "rules.relay.reason"),
        ('[rules.relay]\nreason = "{}"\n', "rules.relay.reason"),
        ('[rules.relay]\nreason = "{add_count:9}"\n', "rules.relay.reason"),
        ('[rules.relay]\nreason = "{add_count!r}"\n', "rules.relay.reason"),
        ('[rules.relay]\nreason = "{add_count.real}"\n', "rules.relay"),
        (RULE.replace("rules.new", "rules.New"), "rules.New.[key]"),
        (RULE.replace('reason = "r"', ""), "rules.new.reason"),
        (RULE.replace('decision = "watch"', ""), "rules.new.decision"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(load: Load, overlay: str, where: str) -> None:
    assert refusal(load, overlay).startswith(f"{where}: ")


@pytest.mark.parametrize(
    ("text", "operator", "threshold"),
    [
        (">= 24", ">=", 24),
        ("<=24", "<=", 24),
        (" > -1.5 ", ">", -1.5),
        ("< 0.20", "<", 0.2),
        ("== 0", "==", 0),
        ("!= 3", "!=", 3),
    ],
)
def test_a_condition_is_an_operator_and_a_number(
    load: Load, text: str, operator: str, threshold: float
) -> None:
    policy = load(f'[rules.relay]\nwhen = {{ add_count = "{text}" }}\n')
    assert policy.rules["relay"].when == {"add_count": Condition(operator, threshold)}


@pytest.mark.parametrize(
    "text", ["24", ">=", "=> 24", "> x", "> 1 2", "> 1e3", "add_count > 1", "", "> $n"]
)
def test_anything_else_is_no_condition(load: Load, text: str) -> None:
    message = refusal(load, f'[rules.relay]\nwhen = {{ add_count = "{text}" }}\n')
    assert message.startswith("rules.relay.when.add_count: ")
    assert "is not a condition" in message


def test_a_condition_may_not_be_a_bare_number(load: Load) -> None:
    assert "is not a condition" in refusal(load, "[rules.relay]\nwhen = { add_count = 24 }\n")


@pytest.mark.parametrize("content", [b"[valve", b"days = \xff\xfe", b"[a]\n[a]\n"])
def test_what_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(PolicyInvalid, match=r"broken\.toml: (not TOML|cannot be read)"):
        policies.load(CATALOG, path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.toml", tmp_path):
        with pytest.raises(PolicyInvalid, match="cannot be read"):
            policies.load(CATALOG, path)
