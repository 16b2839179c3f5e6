"""Parse a command, run it, and turn every expected failure into one sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from onboard.errors import UserFacingError
from onboard.wording import LANGUAGES, say, speak, wished

Command = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """Refuses wrong arguments with a sentence of the catalogue."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(say("cli.bad-arguments", text=message) + "\n")
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None, *, preview: Command | None = None) -> int:
    """Run one command. Returns the exit code; prints no traceback.

    `preview` draws a question; only a program with a window can bring it along.
    """
    given = sys.argv[1:] if arguments is None else arguments
    speak(wished(given, os.environ))
    options = parser(preview).parse_args(given)
    command: Command = options.run
    try:
        return command(options)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(say("cli.interrupted") + "\n")
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone (`onboard … | head`); that is no failure to report.
        sys.stderr.close()
        return 0
    except Exception as error:
        return _unexpected(error, options)


def parser(preview: Command | None = None) -> argparse.ArgumentParser:
    """All commands with their options."""
    top = _Parser(prog="onboard", description=say("cli.description"))
    top.add_argument("--home", type=Path, metavar="DIR", help=say("cli.help-home"))
    top.add_argument("--language", choices=tuple(LANGUAGES), help=say("cli.help-language"))
    from onboard.cli import visit_parsers

    commands = top.add_subparsers(dest="command", required=True, parser_class=_Parser)
    _case_commands(commands)
    _paper_commands(commands)
    _pack_commands(commands, preview)
    _store_commands(commands)
    _handover_commands(commands)
    _client_commands(commands)
    _intake_commands(commands)
    _desk_commands(commands)
    visit_parsers.register(commands, _add)
    _firm_commands(commands)
    return top


def _case_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import case_commands

    ask = _add(commands, "ask", case_commands.ask)
    ask.add_argument("file", type=Path)
    _pack_option(ask)
    ask.add_argument("--json", action="store_true", help=say("cli.help-json"))
    recommend = _add(commands, "recommend", case_commands.recommend)
    recommend.add_argument("file", type=Path)
    _pack_option(recommend)
    recommend.add_argument("--decisions", type=Path)
    recommend.add_argument("--format", default="text")
    recommend.add_argument("--out", type=Path)
    check = _add(commands, "check-order", case_commands.check_order)
    check.add_argument("file", type=Path)
    _pack_option(check)
    check.add_argument("--add", action="append", default=[], metavar="ITEM=N")
    check.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _paper_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import chain_commands, paper_commands, sign_commands

    agreement = _add(commands, "agreement", paper_commands.agreement)
    agreement.add_argument("file", type=Path)
    _pack_option(agreement)
    agreement.add_argument("--decisions", type=Path)
    agreement.add_argument("--out", type=Path, required=True)
    sign = _add(commands, "sign", sign_commands.sign)
    sign.add_argument("pdf", type=Path)
    sign.add_argument("--as", dest="role", choices=("consultant", "owner"))
    sign.add_argument("--name")
    sign.add_argument("--ink", type=Path)
    told = say("cli.help-sign-certificate")
    sign.add_argument("--certificate", type=Path, metavar="FILE", help=told)
    _on_paper_options(sign)
    _time_options(sign)
    renew = _add(commands, "renew", sign_commands.renew)
    renew.add_argument("pdf", type=Path)
    _time_options(renew)
    verify = _add(commands, "verify", chain_commands.verify)
    verify.add_argument("pdf", type=Path, nargs="+")
    verify.add_argument("--chain", action="store_true", help=say("cli.help-verify-chain"))
    told = say("cli.help-signer-roots")
    verify.add_argument("--signer-roots", type=Path, metavar="FILE", help=told)
    _pack_option(verify)
    verify.add_argument("--json", action="store_true", help=say("cli.help-json"))
    rebuild = _add(commands, "rebuild", chain_commands.rebuild)
    rebuild.add_argument("pdf", type=Path, nargs="+")
    _pack_option(rebuild)
    card = _add(commands, "buying-card", paper_commands.buying_card)
    card.add_argument("--out", type=Path, required=True)
    _pack_option(card)
    booklet = _add(commands, "booklet", paper_commands.booklet)
    booklet.add_argument("--out", type=Path, required=True)
    _pack_option(booklet)
    wanted = _add(commands, "specification", paper_commands.specification)
    wanted.add_argument("file", type=Path)
    _pack_option(wanted)
    wanted.add_argument("--decisions", type=Path)
    wanted.add_argument("--out", type=Path, required=True)
    demo = _add(commands, "demo", paper_commands.demo)
    demo.add_argument("--out", type=Path, required=True)
    _sheet_commands(commands)


def _on_paper_options(sign: argparse.ArgumentParser) -> None:
    told = say("cli.help-sign-on-paper")
    sign.add_argument("--on-paper", type=Path, nargs="+", metavar="SCAN", help=told)
    sign.add_argument("--owner", metavar="NAME", help=say("cli.help-sign-owner"))
    sign.add_argument("--consultant", metavar="NAME", help=say("cli.help-sign-consultant"))
    sign.add_argument("--on", metavar="DATE", help=say("cli.help-sign-on"))
    sign.add_argument("--out", type=Path, metavar="PDF", help=say("cli.help-sign-out"))


def _sheet_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import sheet_commands

    kinds = ", ".join(sheet_commands.KINDS)
    sheet = _add(commands, "paper", sheet_commands.paper)
    told = say("cli.help-paper-kind", kinds=kinds)
    sheet.add_argument("kind", choices=sheet_commands.KINDS, metavar="KIND", help=told)
    sheet.add_argument("file", type=Path)
    _pack_option(sheet)
    sheet.add_argument("--decisions", type=Path)
    sheet.add_argument("--out", type=Path, required=True)
    filled = _add(commands, "specification-answers", sheet_commands.specification_answers)
    filled.add_argument("file", type=Path)
    filled.add_argument("answers", type=Path)
    _pack_option(filled)
    filled.add_argument("--decisions", type=Path)
    filled.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _pack_commands(commands: argparse._SubParsersAction[_Parser], preview: Command | None) -> None:
    from onboard.cli import pack_commands

    pack = commands.add_parser("pack", help=say("cli.help-pack"))
    _home_option(pack)
    inner = pack.add_subparsers(dest="pack_command", required=True, parser_class=_Parser)
    new = _add(inner, "new", pack_commands.new, prefix="pack-")
    new.add_argument("folder", type=Path)
    new.add_argument("--id", help=say("cli.help-pack-id"))
    check = _add(inner, "check", pack_commands.check, prefix="pack-")
    check.add_argument("folder", type=Path, nargs="?")
    check.add_argument("--json", action="store_true", help=say("cli.help-json"))
    check.add_argument("--no-proofs", action="store_true", help=say("cli.help-no-proofs"))
    covered = _add(inner, "coverage", pack_commands.coverage, prefix="pack-")
    covered.add_argument("folder", type=Path, nargs="?")
    covered.add_argument("--json", action="store_true", help=say("cli.help-json"))
    schema = _add(inner, "schema", pack_commands.schema, prefix="pack-")
    schema.add_argument("folder", type=Path, nargs="?")
    told = _add(inner, "translate", pack_commands.translate, prefix="pack-")
    told.add_argument("folder", type=Path)
    told.add_argument("language")
    _pack_move(inner)
    drawn = _add(inner, "preview", preview or pack_commands.no_preview, prefix="pack-")
    drawn.add_argument("folder", type=Path)
    drawn.add_argument("question")
    drawn.add_argument("--out", type=Path, required=True, metavar="PNG")
    drawn.add_argument("--dark", action="store_true")
    drawn.add_argument("--scale", type=_scale, default=1.0, help=say("cli.help-pack-scale"))


def _scale(text: str) -> float:
    """A factor from 1 to 2."""
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 1 <= factor <= 2:
        raise argparse.ArgumentTypeError(say("cli.no-scale", found=text))
    return factor


def _store_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import key_commands, store_commands

    store = commands.add_parser("store", help=say("cli.help-store"))
    _home_option(store)
    inner = store.add_subparsers(dest="store_command", required=True, parser_class=_Parser)
    verify = _add(inner, "verify", store_commands.verify, prefix="store-")
    told = say("cli.help-store-paper")
    verify.add_argument("--paper", type=Path, nargs="+", default=[], metavar="PDF", help=told)
    backup = _add(inner, "backup", store_commands.backup, prefix="store-")
    backup.add_argument("path", type=Path, nargs="?", help=say("cli.help-store-path"))
    listed = _add(inner, "backups", store_commands.backups, prefix="store-")
    listed.add_argument("--json", action="store_true", help=say("cli.help-json"))
    restore = _add(inner, "restore", store_commands.restore, prefix="store-")
    restore.add_argument("path", type=Path)
    restore.add_argument("--yes", action="store_true", help=say("cli.help-store-yes"))
    _add(inner, "passphrase", key_commands.passphrase, prefix="store-")
    _add(inner, "recovery-code", key_commands.recovery_code, prefix="store-")
    log = _add(inner, "log", store_commands.log, prefix="store-")
    log.add_argument("client", metavar="ID|NAME")
    log.add_argument("--json", action="store_true", help=say("cli.help-json"))
    log.add_argument("--csv", type=Path, metavar="FILE", help=say("cli.help-store-csv"))
    erase = _add(inner, "erase", store_commands.erase, prefix="store-")
    erase.add_argument("client", metavar="ID|NAME")
    papers = say("cli.help-store-with-papers")
    erase.add_argument("--with-papers", action="store_true", help=papers)
    erase.add_argument("--yes", action="store_true", help=say("cli.help-store-yes"))


def _handover_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import handover_commands

    handed = commands.add_parser("hand-over", help=say("cli.help-hand-over"))
    _home_option(handed)
    inner = handed.add_subparsers(dest="handover_command", required=True, parser_class=_Parser)
    ask = _add(inner, "ask", handover_commands.ask, prefix="hand-over-")
    ask.add_argument("client", metavar="ID|NAME")
    ask.add_argument("--out", type=Path, required=True, metavar="FILE")
    ask.add_argument(
        "--section", action="append", default=[], help=say("cli.help-hand-over-section")
    )
    ask.add_argument("--person", default="", help=say("cli.help-hand-over-person"))
    ask.add_argument("--days", type=int, default=30, help=say("cli.help-hand-over-days"))
    accept = _add(inner, "accept", handover_commands.accept, prefix="hand-over-")
    accept.add_argument("file", type=Path)
    accept.add_argument("--code", help=say("cli.help-hand-over-code"))
    accept.add_argument("--new-key", action="store_true", help=say("cli.help-hand-over-new-key"))
    reply = _add(inner, "reply", handover_commands.reply, prefix="hand-over-")
    reply.add_argument("client", metavar="ID|NAME")
    reply.add_argument("--out", type=Path, required=True, metavar="FILE")
    read = _add(inner, "read", handover_commands.read, prefix="hand-over-")
    read.add_argument("file", type=Path)
    take = say("cli.help-hand-over-take")
    read.add_argument("--take", choices=handover_commands.TAKE, default="none", help=take)
    read.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _client_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import checkout_commands, client_commands

    client = commands.add_parser("client", help=say("cli.help-client"))
    _home_option(client)
    inner = client.add_subparsers(dest="client_command", required=True, parser_class=_Parser)
    export = _add(inner, "export", client_commands.export, prefix="client-")
    export.add_argument("client", metavar="ID|NAME")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    came = _add(inner, "import", client_commands.import_, prefix="client-")
    came.add_argument("file", type=Path)
    came.add_argument("--code", help=say("cli.help-client-code"))
    checkout_commands.register(inner, _add)


def _intake_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import intake_commands

    listed = _add(commands, "import-computers", intake_commands.import_computers)
    listed.add_argument("file", type=Path)
    listed.add_argument("--client", required=True, metavar="ID|NAME")
    kind = say("cli.help-intake-kind")
    listed.add_argument("--kind", action="append", default=[], metavar="WORD=KIND", help=kind)
    modes = tuple(intake_commands.MODES)
    listed.add_argument("--there", choices=modes, help=say("cli.help-intake-there"))
    priced = _add(commands, "import-prices", intake_commands.import_prices)
    priced.add_argument("file", type=Path)
    priced.add_argument("--pack-id", metavar="PACK", help=say("cli.help-pack-id"))
    for command in (listed, priced):
        column = say("cli.help-intake-column")
        command.add_argument(
            "--column", action="append", default=[], metavar="FIELD=COLUMN", help=column
        )
        command.add_argument("--yes", action="store_true", help=say("cli.help-intake-yes"))


def _desk_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import desk_commands as desk

    listed = _add(commands, "clients", desk.clients)
    listed.add_argument("--search", default="", metavar="TEXT", help=say("cli.help-clients-search"))
    for name, known, default in (
        ("filter", desk.NEEDS, None),
        ("stage", desk.STAGES, None),
        ("sort", desk.SORTINGS, desk.SORTINGS[0]),
    ):
        told = say(f"cli.help-clients-{name}", names=", ".join(known))
        option = f"--{name}"
        listed.add_argument(option, choices=known, default=default, metavar=name.upper(), help=told)
    listed.add_argument("--archived", action="store_true", help=say("cli.help-clients-archived"))
    for name in ("archive", "bring-back"):
        told = say(f"cli.help-clients-{name}")
        listed.add_argument(f"--{name}", metavar="ID|NAME", help=told)
    listed.add_argument("--json", action="store_true", help=say("cli.help-json"))
    hit = _add(commands, "who-is-hit", desk.who_is_hit)
    hit.add_argument("product", nargs="?", default="", metavar="PRODUCT")
    hit.add_argument("--before", metavar="DAY", help=say("cli.help-hit-before"))
    hit.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _firm_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import firm_commands as firm

    group = commands.add_parser("firm", help=say("cli.help-firm"))
    _home_option(group)
    inner = group.add_subparsers(dest="firm_command", required=True, parser_class=_Parser)
    _add(inner, "members", firm.members, prefix="firm-")
    admit = _add(inner, "admit", firm.admit, prefix="firm-")
    admit.add_argument("code", help=say("cli.help-firm-code"))
    told = say("cli.help-firm-what")
    admit.add_argument("--role", choices=firm.ROLES, default="consultant", help=told)
    _add(inner, "remove", firm.remove, prefix="firm-").add_argument("login")
    role = _add(inner, "role", firm.role, prefix="firm-")
    role.add_argument("login")
    role.add_argument("role", choices=firm.ROLES, help=told)
    _add(inner, "rekey", firm.rekey, prefix="firm-")
    server = _add(inner, "server", firm.server, prefix="firm-")
    server.add_argument("address", nargs="?", help=say("cli.help-firm-address"))
    told = say("cli.help-firm-server-password")
    server.add_argument("--password", action="store_true", help=told)
    server.add_argument("--none", action="store_true", help=say("cli.help-firm-none"))
    _add(inner, "password", firm.password, prefix="firm-")


def _pack_move(inner: argparse._SubParsersAction[_Parser]) -> None:
    from onboard.cli import desk_commands

    moved = _add(inner, "move", desk_commands.pack_move, prefix="pack-")
    moved.add_argument("client", metavar="ID|NAME")
    moved.add_argument("--to", metavar="VERSION", help=say("cli.help-move-to"))
    moved.add_argument("--yes", action="store_true", help=say("cli.help-move-yes"))
    moved.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _add(
    commands: argparse._SubParsersAction[_Parser], name: str, run: Command, prefix: str = ""
) -> _Parser:
    command = commands.add_parser(name, help=say(f"cli.help-{prefix}{name}"))
    command.set_defaults(run=run)
    _home_option(command)
    return command


def _pack_option(command: argparse.ArgumentParser) -> None:
    """A pack that is still being written lies anywhere."""
    command.add_argument("--pack", type=Path, metavar="DIR", help=say("cli.help-pack-folder"))


def _time_options(command: argparse.ArgumentParser) -> None:
    """Instead of what the firm has configured."""
    command.add_argument("--timestamp-url", metavar="URL", help=say("cli.help-timestamp-url"))
    roots = say("cli.help-timestamp-roots")
    command.add_argument("--timestamp-roots", type=Path, metavar="FILE", help=roots)


def _home_option(command: argparse.ArgumentParser) -> None:
    """`--home` may stand before or behind the command."""
    command.add_argument(
        "--home", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=say("cli.help-home")
    )


def _unexpected(error: Exception, options: argparse.Namespace) -> int:
    from onboard.diagnostics import keep_report

    log = keep_report(error, options.home)
    sys.stderr.write(say("cli.unexpected", kind=type(error).__name__, log=log) + "\n")
    return 70
