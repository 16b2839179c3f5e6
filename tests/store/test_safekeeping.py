"""What can be done for the safety of an opened store: daily copies, keys, papers, forgetting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from store_kit import START, FakeClock, add, an_answer, an_engagement, get, save, tamper

from onboard import bootstrap
from onboard.bootstrap import Application, Home
from onboard.content.model import ItemId
from onboard.decisions import Choice, Decision
from onboard.engagement import Engagement, SignedPaper
from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.keychain.custody import KeyCustody
from onboard.keychain.system_keychain import SystemKeychain
from onboard.ports import AuditHead, CheckedPaper, PenSigned, Signer
from onboard.safekeeping.outside_papers import read_heads
from onboard.safekeeping.told_history import KINDS, as_table, names_of, told
from onboard.safekeeping.wishes import Wishes, read_wishes
from onboard.store.outside import OutsideHead
from onboard.store.workspace import SqlWorkspace
from onboard.wording import say

PASSPHRASE = "a passphrase of several words"
MARK = "Zwetschgendatschi"


class Drawer(KeyringBackend):
    """A keychain in memory, which can be emptied as by a new profile."""

    priority = -1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[(service, username)]


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def custody(drawer: Drawer) -> KeyCustody:
    return KeyCustody(SystemKeychain(lambda: drawer))


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", is_protected=True)


@pytest.fixture
def opened(place: Home, custody: KeyCustody, clock: FakeClock) -> Iterator[Application]:
    made = bootstrap.open_application(place, custody=custody, clock=clock, passphrase=PASSPHRASE)
    yield made
    made.close()


def _refused(call: object, *arguments: object, **named: object) -> str:
    with pytest.raises(UserFacingError) as caught:
        call(*arguments, **named)  # type: ignore[operator]
    assert str(caught.value).endswith(".")
    return caught.value.message_id


# ---- copies


def test_one_copy_a_day_is_due_and_the_last_good_one_is_remembered(
    opened: Application, clock: FakeClock, place: Home
) -> None:
    keeping = opened.keeping
    assert keeping.is_due()
    path = keeping.back_up()
    assert path.parent == place.folder / "backups"
    assert not keeping.is_due()
    assert keeping.wishes.last_good_at == START
    clock.move(24 * 60)
    assert keeping.is_due()
    keeping.back_up(path.parent / "by-hand.db")
    assert keeping.wishes.last_good_at == START + timedelta(days=1)
    assert [copy.day for copy in keeping.copies()] == [START.date()]
    keeping.wish(replace(keeping.wishes, daily=False))
    assert not keeping.is_due()


def test_a_copy_that_fails_is_told_and_the_date_stays(
    opened: Application, place: Home, clock: FakeClock
) -> None:
    opened.keeping.back_up()
    blocked = place.folder / "a-file"
    blocked.touch()
    opened.keeping.wish(replace(opened.keeping.wishes, folder=str(blocked / "below")))
    clock.move(24 * 60)
    assert _refused(opened.keeping.back_up) == "store.backup-failed"
    assert opened.keeping.wishes.last_good_at == START
    assert opened.keeping.is_due()


def test_a_trial_folder_makes_no_copies_by_itself_and_has_no_keys_to_change(tmp_path: Path) -> None:
    trial = bootstrap.open_application(bootstrap.home(tmp_path / "trial"))
    try:
        assert not trial.keeping.is_due()
        assert trial.keeping.back_up().is_file()
        assert _refused(trial.keeping.new_code) == "keeping.trial"
        assert _refused(trial.keeping.change_passphrase, "", PASSPHRASE) == "keeping.trial"
    finally:
        trial.close()


# ---- keys


def test_the_recovery_code_is_typed_back_and_a_new_one_ends_the_old(
    opened: Application, custody: KeyCustody, place: Home
) -> None:
    keeping, code = opened.keeping, opened.new_recovery_code
    assert not keeping.is_code_checked
    assert _refused(keeping.check_code, code[:-1] + "?") == "keys.recovery-typing-error"
    keeping.check_code(code.lower().replace("-", " "))
    assert keeping.is_code_checked
    new = keeping.new_code()
    assert not keeping.is_code_checked
    assert _refused(custody.unlock, place.keys, recovery_code=code) == "keys.recovery-wrong"
    assert _refused(keeping.check_code, code) == "keys.recovery-wrong"
    keeping.check_code(new)


def test_the_passphrase_is_changed_by_whoever_knows_it_or_the_code(
    opened: Application, custody: KeyCustody, place: Home
) -> None:
    keeping = opened.keeping
    wrong = _refused(keeping.change_passphrase, "not the one it is", "the next passphrase")
    assert wrong == "keys.passphrase-wrong"
    assert _refused(keeping.change_passphrase, PASSPHRASE, "short") == "keys.passphrase-short"
    keeping.change_passphrase(PASSPHRASE, "the next passphrase")
    assert _refused(custody.unlock, place.keys, passphrase=PASSPHRASE) == "keys.passphrase-wrong"
    keeping.change_passphrase(opened.new_recovery_code, PASSPHRASE)
    assert custody.unlock(place.keys, passphrase=PASSPHRASE)


def test_a_lost_keychain_entry_is_written_again_by_passphrase_or_code(
    opened: Application, custody: KeyCustody, drawer: Drawer, place: Home
) -> None:
    code = opened.new_recovery_code
    opened.close()
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_code": code}):
        drawer.kept.clear()
        lost = _refused(bootstrap.open_application, place, custody=custody)
        assert lost == "keys.keychain-lost"
        bootstrap.open_application(place, custody=custody, **secret).close()  # type: ignore[arg-type]
        bootstrap.open_application(place, custody=custody).close()


def test_a_locked_store_does_not_open_by_the_keychain_until_somebody_unlocks_it(
    opened: Application, place: Home, custody: KeyCustody
) -> None:
    opened.keeping.note_locked()
    opened.close()
    assert bootstrap.lock_of(place, custody) is bootstrap.Lock.NEEDS_SECRET
    (place.folder / "keeping.json").unlink(missing_ok=True)
    assert _refused(bootstrap.open_application, place, custody=custody) == "keys.secret-needed"
    bootstrap.open_application(place, custody=custody, passphrase=PASSPHRASE).close()
    assert bootstrap.lock_of(place, custody) is bootstrap.Lock.OPENS_ITSELF
    bootstrap.open_application(place, custody=custody).close()


def test_with_a_lock_by_itself_every_start_wants_the_secret(
    opened: Application, place: Home, custody: KeyCustody
) -> None:
    keeping = opened.keeping
    keeping.wish(replace(keeping.wishes, lock_minutes=10))
    for _ in range(2):
        assert _refused(bootstrap.open_application, place, custody=custody) == "keys.secret-needed"
        bootstrap.open_application(place, custody=custody, passphrase=PASSPHRASE).close()
    (place.folder / "keeping.json").unlink()
    assert _refused(bootstrap.open_application, place, custody=custody) == "keys.secret-needed"
    keeping.wish(replace(keeping.wishes, lock_minutes=10))
    keeping.wish(replace(keeping.wishes, lock_minutes=0))
    bootstrap.open_application(place, custody=custody).close()


def test_a_copy_written_elsewhere_does_not_take_the_mark_of_a_locked_window_away(
    opened: Application, place: Home, custody: KeyCustody
) -> None:
    opened.keeping.note_locked()
    opened.keeping.back_up()
    assert bootstrap.lock_of(place, custody) is bootstrap.Lock.NEEDS_SECRET


def test_a_keychain_that_does_not_answer_costs_nothing_but_the_secret(
    opened: Application, place: Home
) -> None:
    opened.close()
    silent = KeyCustody(SystemKeychain(lambda: None))
    lost = _refused(bootstrap.open_application, place, custody=silent)
    assert lost == "keys.keychain-silent"
    before = place.keys.read_bytes()
    bootstrap.open_application(place, custody=silent, passphrase=PASSPHRASE).close()
    assert place.keys.read_bytes() == before


@pytest.mark.parametrize("by", ["passphrase", "recovery_code"])
def test_a_new_machine_needs_the_backup_its_key_file_and_one_secret(
    opened: Application, tmp_path: Path, by: str
) -> None:
    client = add(opened.workspace, an_engagement())
    copy = opened.keeping.back_up(tmp_path / "usb" / "clients.db")
    secret = {by: PASSPHRASE if by == "passphrase" else opened.new_recovery_code}
    new, drawer = Home(tmp_path / "new", is_protected=True), Drawer()
    custody = KeyCustody(SystemKeychain(lambda: drawer))
    look = bootstrap.replacement_for
    assert _refused(look, new, copy, custody=custody) == "restore.secret-needed"
    wrong = _refused(look, new, copy, custody=custody, passphrase="not the passphrase")
    assert wrong == "keys.passphrase-wrong"
    assert not new.folder.exists()
    seen = look(new, copy, custody=custody, **secret)  # type: ignore[arg-type]
    assert (seen.copy.clients, seen.present, seen.is_store_there) == (1, None, False)
    assert seen.told()[1] == say("keeping.would-replace-nothing")
    assert bootstrap.bring_back(new, seen, custody=custody) is None
    there = bootstrap.open_application(new, custody=custody, create=False)  # by its own keychain
    try:
        assert get(there.workspace, client.id) == client
        assert there.workspace.verify() == []
    finally:
        there.close()


def test_a_restore_says_both_sides_and_keeps_the_store_of_before(
    opened: Application, custody: KeyCustody, place: Home, tmp_path: Path, clock: FakeClock
) -> None:
    add(opened.workspace, an_engagement())
    copy = opened.keeping.back_up(tmp_path / "clients.db")
    clock.move(90)
    add(opened.workspace, an_engagement())
    seen = opened.keeping.look_at(copy)
    assert seen.present is not None
    assert (seen.copy.clients, seen.present.clients) == (1, 2)
    assert seen.present.newest == START + timedelta(minutes=90)
    assert "2 clients" in seen.told()[1]
    opened.close()
    aside = bootstrap.bring_back(place, seen, custody=custody, clock=clock)
    again = bootstrap.open_application(place, custody=custody)
    assert len(again.service.clients()) == 1
    again.close()
    assert aside is not None
    second = bootstrap.replacement_for(place, aside, custody=custody)
    assert second.copy.clients == 2


def test_erased_clients_who_come_back_are_told_before_and_after(
    opened: Application, tmp_path: Path
) -> None:
    gone = add(opened.workspace, an_engagement())
    add(opened.workspace, an_engagement())
    copy = opened.keeping.back_up(tmp_path / "clients.db")
    assert len(opened.keeping.look_at(copy).told()) == 2
    assert opened.keeping.look_at(copy).told_of_erased() == ()
    opened.keeping.erase(gone.id, with_papers=False)
    seen = opened.keeping.look_at(copy)
    assert "erased here" in seen.told()[2]
    assert "erase that client again" in seen.told_of_erased()[0]
    assert opened.keeping.look_at(opened.keeping.back_up()).told_of_erased() == ()


def test_a_file_that_is_no_backup_is_told_by_its_name_and_the_store_is_none_of_itself(
    opened: Application, place: Home, tmp_path: Path
) -> None:
    paper = tmp_path / "agreement.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert _refused(opened.keeping.look_at, paper) == "restore.not-ours"
    assert _refused(opened.keeping.look_at, place.store) == "restore.itself"


@pytest.mark.parametrize("folder", ["with\0nothing", "/lone/\ud800", "relative/folder", 7])
def test_a_folder_that_can_be_none_counts_as_not_chosen(tmp_path: Path, folder: object) -> None:
    (tmp_path / "keeping.json").write_text(json.dumps({"folder": folder}))
    assert read_wishes(tmp_path, Wishes()).folder == ""


def test_a_copy_without_its_key_file_is_told(opened: Application, tmp_path: Path) -> None:
    copy = opened.keeping.back_up(tmp_path / "usb" / "clients.db")
    copy.with_suffix(".keys").unlink()
    new = Home(tmp_path / "new", is_protected=True)
    assert _refused(bootstrap.replacement_for, new, copy) == "restore.no-keys"
    gone = copy.with_name("gone.db")
    assert _refused(bootstrap.replacement_for, new, gone) == "restore.no-file"


# ---- papers kept elsewhere


@pytest.fixture
def client(workspace: SqlWorkspace) -> Engagement:
    start = add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    return save(workspace, replace(start, answers=Answers([an_answer("people", 7)])))


def _head(workspace: SqlWorkspace, client: Engagement, name: str = "paper.pdf") -> OutsideHead:
    with workspace.unit_of_work() as work:
        return OutsideHead(name, "EA-1", client.id, work.engagements.audit_head(client.id))


def test_a_store_that_a_paper_bears_out_is_fine(
    workspace: SqlWorkspace, client: Engagement
) -> None:
    heads = [_head(workspace, client)]
    save(workspace, replace(client, corrections=("more",)))
    assert workspace.verify(heads) == []


def test_a_store_of_before_the_paper_is_found_by_it_alone(
    workspace: SqlWorkspace, client: Engagement, tmp_path: Path, open_store: object
) -> None:
    copy = tmp_path / "older.db"
    workspace.backup(copy)
    save(workspace, replace(client, corrections=("signed after the copy",)))
    head = _head(workspace, client)
    from store_kit import ROOT_KEY

    from onboard.store.workspace import open_workspace

    older = open_workspace(copy, ROOT_KEY, FakeClock())
    assert older.verify() == []
    (found,) = older.verify([head])
    assert found.message_id == "store.outside-older"
    assert "paper.pdf" in str(found)
    older.close()


def test_a_rewritten_or_cut_record_is_found_by_a_paper(
    workspace: SqlWorkspace, client: Engagement, store_path: Path
) -> None:
    head = _head(workspace, client)
    wrong = replace(head, head=AuditHead(head.head.sequence, "ab" * 32))
    assert [each.message_id for each in workspace.verify([wrong])] == ["store.outside-differs"]
    tamper(
        store_path,
        lambda c: c.execute("DELETE FROM event WHERE sequence = ?", (head.head.sequence,)),
    )
    assert "store.outside-older" in {each.message_id for each in workspace.verify([head])}


def test_papers_of_clients_who_are_not_here_or_began_anew_are_told(
    workspace: SqlWorkspace, client: Engagement
) -> None:
    head = _head(workspace, client)
    stranger = replace(head, engagement_id=an_engagement().id)
    nobody = replace(head, engagement_id="?")  # type: ignore[arg-type]
    found = [each.message_id for each in workspace.verify([stranger, nobody])]
    assert found == ["store.outside-unknown"] * 2
    with workspace.unit_of_work() as work:
        work.engagements.log(client.id, "rebuilt-from-paper")
        work.commit()
    other = replace(head, head=AuditHead(1, "cd" * 32))
    assert [each.message_id for each in workspace.verify([other])] == ["store.outside-rebuilt"]


@pytest.mark.parametrize(
    ("status", "data", "told_as"),
    [
        ("altered", {}, "store.outside-altered"),
        ("incomplete", {}, "store.outside-incomplete"),
        ("unreadable", {}, "store.outside-unreadable"),
        ("unchanged", {}, "store.outside-no-head"),
        ("unchanged", {"audit": {"sequence": 0, "sha256": ""}, "facts": {"id": "x"}},
         "store.outside-no-head"),
    ],
)  # fmt: skip
def test_only_a_paper_that_both_have_signed_says_anything(
    tmp_path: Path, status: str, data: dict[str, object], told_as: str
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF")
    heads, useless = read_heads(
        [path], lambda _: CheckedPaper(status, (), {}, data), lambda _: True
    )
    assert (heads, [each.message_id for each in useless]) == ([], [told_as])
    assert "paper.pdf" in str(useless[0])


@pytest.mark.parametrize("is_known", [True, False])
def test_a_paper_signed_with_a_pen_proves_nothing_against_a_store(
    tmp_path: Path, is_known: bool
) -> None:
    """Whoever sealed it may have made it; whether his key is known is said."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF")
    data = {"audit": {"sequence": 1, "sha256": "ab" * 32}, "facts": {"id": an_engagement().id}}
    signers = {"consultant": Signer("Alex Reed", START, "cd" * 32)}
    by_pen = PenSigned("Dana Rivers", "Alex Reed", START.date())
    paper = CheckedPaper("unchanged", (), signers, data, by_pen)
    asked: list[str] = []
    heads, told = read_heads(
        [path], lambda _: paper, lambda key: bool(asked.append(key)) or is_known
    )
    assert (heads, asked) == ([], ["cd" * 32])
    kind = "known" if is_known else "unknown"
    assert [each.message_id for each in told] == [f"store.outside-by-pen-{kind}"]
    assert "proves nothing" in str(told[0])


# ---- the record of changes, and forgetting


@pytest.fixture
def marked(workspace: SqlWorkspace) -> Engagement:
    """A client with a word in every answer, decision, note and name."""
    engagement = add(
        workspace,
        an_engagement(
            answers=Answers([an_answer("people", MARK, words=MARK)]),
            decisions=(Decision(ItemId("offsite-copy"), Choice.DECLINE, reason=MARK),),
            private_note=MARK,
            papers=(SignedPaper("EA-1", "d", "h", MARK, MARK, START),),
        ),
    )
    with workspace.unit_of_work() as work:
        work.papers.put(engagement.id, "EA-1", "owner", f"%PDF {MARK}".encode())
        work.commit()
    return engagement


def test_what_was_done_is_told_in_words_without_what_was_said(
    workspace: SqlWorkspace, marked: Engagement
) -> None:
    events = workspace.history(marked.id)
    lines = told(events, {"people": "How many people work here?"})
    words = [each.what for each in lines]
    assert "Answer saved: How many people work here?" in words
    assert "Decision made: offsite-copy" in words
    assert "Paper kept: EA-1" in words
    table = as_table(lines)
    assert MARK not in table.decode() + repr(lines) + "".join(map(str, lines))
    assert table.decode("utf-8-sig").splitlines()[0] == "Number,When,Who,What"
    assert {each.kind for each in events} <= KINDS


def test_every_kind_of_event_has_its_words() -> None:
    assert not [kind for kind in KINDS if say(f"log.{kind}") == f"log.{kind}"]


def test_an_erased_client_keeps_a_whole_record_without_ids(
    workspace: SqlWorkspace, marked: Engagement, opened: Application
) -> None:
    workspace.erase_client(marked.id)
    events = workspace.history(marked.id)
    assert [each.kind for each in events][-1] == "client-erased"
    assert {each.subject for each in events} == {""}
    assert names_of(opened.service, marked.id) == {}
    assert workspace.verify() == []
    with workspace.unit_of_work() as work:
        assert work.papers.latest(marked.id) == f"%PDF {MARK}".encode()


@pytest.mark.parametrize("at_once", [True, False])
def test_signed_papers_go_too_only_when_that_is_asked(
    workspace: SqlWorkspace, marked: Engagement, at_once: bool
) -> None:
    if not at_once:
        workspace.erase_client(marked.id)
    workspace.erase_client(marked.id, with_papers=True)
    with workspace.unit_of_work() as work:
        assert _refused(work.papers.latest, marked.id) == "store.client-erased"
        assert work.engagements.list() == ()
    assert workspace.verify() == []
    gone = _refused(workspace.erase_client, marked.id, with_papers=True)
    assert gone == "store.client-erased"
    other = add(workspace, an_engagement())
    with workspace.unit_of_work() as work:
        assert [each.id for each in work.engagements.list()] == [other.id]


def test_copies_that_still_hold_an_erased_client_are_named(
    opened: Application, clock: FakeClock
) -> None:
    client = add(opened.workspace, an_engagement())
    made = [opened.keeping.back_up()]
    clock.move(24 * 60)
    made.append(opened.keeping.back_up())
    older = opened.keeping.erase(client.id, with_papers=False)
    assert [copy.path for copy in older] == made[::-1]
    assert opened.keeping.kept_aside() == ()


def test_a_store_kept_aside_is_named_as_well(
    opened: Application, custody: KeyCustody, place: Home, clock: FakeClock
) -> None:
    """Nothing deletes it: whoever promises erasure has to know of it."""
    seen = opened.keeping.look_at(opened.keeping.back_up())
    opened.close()
    aside = bootstrap.bring_back(place, seen, custody=custody, clock=clock)
    again = bootstrap.open_application(place, custody=custody)
    assert again.keeping.kept_aside() == (aside,)
    again.close()
