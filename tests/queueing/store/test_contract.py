"""What every store promises, in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from queueing.errors import Reason, Refused
from queueing.floor import DeskStatus
from queueing.names import DeskId
from queueing.tickets import Kind, State, TicketId

DESK = DeskId("skranke-1")


@contextmanager
def _refused(block):
    """A transaction or savepoint that the rules refuse at its end."""
    with pytest.raises(Refused), block as unit:  # noqa: PT012 - whatever is done within comes to nothing
        yield unit
        raise Refused(Reason.NOBODY_WAITS, "Nobody waits.", "Wait.")


def test_a_committed_ticket_is_there_with_all_its_fields(store, acts):
    with store.transaction() as unit:
        issued = acts.issue(unit)
    with store.transaction() as unit:
        assert unit.ticket(issued.id) == issued
        assert unit.floor.tickets == {issued.id: issued}
        assert unit.floor.last_seq == 1


def test_nothing_of_a_transaction_that_raises_remains(store, acts):
    with store.transaction() as unit:
        kept = acts.issue(unit)

    with _refused(store.transaction()) as unit:
        acts.issue(unit)
        acts.call(unit, kept)
        unit.set_desk(DESK, DeskStatus.OPEN)
        unit.post(acts.letter(2))
        unit.remember(acts.answer("r1"))
    with store.transaction() as unit:
        assert unit.floor.tickets == {kept.id: kept}
        assert unit.floor.last_seq == 1
        assert unit.floor.status(DESK) is DeskStatus.UNATTENDED
        assert [e.kind for e in unit.history(kept.id)] == [Kind.ISSUED]
        assert unit.remembered("r1") is None
        assert acts.issue(unit).number == 2
    assert store.unsent(10) == []


def test_a_transaction_sees_its_own_changes_before_they_are_committed(store, acts):
    with store.transaction() as unit:
        ticket = acts.issue(unit)
        unit.remember(acts.answer("r1"))
        called = acts.call(unit, ticket)
        assert unit.ticket(ticket.id) == called
        assert [e.kind for e in unit.history(ticket.id)] == [Kind.ISSUED, Kind.CALLED]
        assert [e.ticket for e in unit.calls(40)] == [ticket.id]
        assert unit.remembered("r1") == acts.answer("r1")
        finished = acts.happen(unit, called, Kind.FINISHED, "skranke-1")
        assert unit.floor.tickets == {}
        assert unit.ticket(ticket.id) == finished


def test_a_savepoint_undoes_its_own_part_and_leaves_its_neighbours(store, acts):
    with store.transaction() as unit:
        with unit.savepoint():
            first = acts.issue(unit)
        with _refused(unit.savepoint()):
            acts.call(unit, first)
            acts.issue(unit)
            unit.set_desk(DESK, DeskStatus.OPEN)
            unit.post(acts.letter(1))
            unit.remember(acts.answer("r1"))
        with unit.savepoint():
            second = acts.issue(unit)
            unit.post(acts.letter(2))
    with store.transaction() as unit:
        assert unit.floor.tickets == {first.id: first, second.id: second}
        assert (first.number, second.number) == (1, 2)  # a number drawn in vain is drawn again
        assert unit.floor.desks == {}
        assert unit.remembered("r1") is None
        assert unit.floor.last_seq == 2
    assert [letter.seq for letter in store.unsent(10)] == [2]


def test_savepoints_nest(store, acts):
    with store.transaction() as unit:
        with unit.savepoint():
            outer = acts.issue(unit)
            with _refused(unit.savepoint()):
                acts.issue(unit)
        assert list(unit.floor.tickets) == [outer.id]
        assert acts.issue(unit).number == 2


def test_transactions_do_not_nest_and_the_outer_one_survives_the_attempt(store, acts):
    with store.transaction() as unit:
        acts.issue(unit)
        with pytest.raises(RuntimeError, match="do not nest"), store.transaction():
            pass
    with store.transaction() as unit:
        assert len(unit.floor.tickets) == 1


def test_numbers_begin_at_one_for_each_letter_and_day(store, acts):
    #
    tomorrow = acts.today + timedelta(days=1)
    with store.transaction() as unit:
        drawn = [unit.draw_number(*of) for of in (("K", acts.today), ("K", acts.today), ("B", acts.today))]
    with store.transaction() as unit:
        drawn += [unit.draw_number("K", acts.today), unit.draw_number("K", tomorrow)]
    assert drawn == [1, 2, 1, 3, 1]


def test_an_event_that_does_not_follow_the_last_is_refused(store, acts):
    #
    with store.transaction() as unit:
        ticket = acts.issue(unit)
        again = unit.history(ticket.id)[0]
        with pytest.raises(ValueError, match="does not follow"):
            unit.record(again, ticket)


def test_a_ticket_is_issued_once_and_first(store, acts):
    #
    with store.transaction() as unit:
        ticket = acts.issue(unit)
    with store.transaction() as unit:
        with pytest.raises(ValueError, match="does not fit"):
            acts.issue_number(unit, "K", ticket.number)
        with pytest.raises(ValueError, match="does not fit"):
            acts.call(unit, replace(ticket, id=TicketId("2026-11-23-X001")))


def test_a_time_without_zone_is_refused_at_once(store, acts):
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - that is the point
    with store.transaction() as unit:
        ticket = acts.issue(unit)
        for act in (
            lambda: unit.remember(replace(acts.answer("r1"), at=naive)),
            lambda: unit.post(replace(acts.letter(1), expires_at=naive)),
            lambda: acts.call(unit, replace(ticket, place_at=naive)),
        ):
            with pytest.raises(ValueError, match="without zone"):
                act()
    with store.transaction() as unit:
        assert unit.ticket(ticket.id) == ticket


def test_times_come_back_exact_whatever_zone_they_went_in_with(store, acts):
    copenhagen = acts.now.astimezone(timezone(timedelta(hours=1)))
    with store.transaction() as unit:
        unit.remember(replace(acts.answer("r1"), at=copenhagen))
    with store.transaction() as unit:
        assert unit.remembered("r1").at == acts.now
        assert acts.now.microsecond == 123457


def test_a_closed_ticket_leaves_the_floor_and_can_be_reopened(store, acts):
    with store.transaction() as unit:
        finished = acts.happen(unit, acts.call(unit, acts.issue(unit)), Kind.FINISHED, "skranke-1")
    with store.transaction() as unit:
        assert unit.floor.tickets == {}
        reopened = acts.happen(unit, unit.ticket(finished.id), Kind.REOPENED, "skranke-1")
    with store.transaction() as unit:
        assert unit.floor.tickets == {reopened.id: reopened}
        assert reopened.state is State.CALLED


def test_desks_keep_their_status_for_the_day(store, acts):
    with store.transaction() as unit:
        unit.start_day(acts.today)
        unit.set_desk(DESK, DeskStatus.OPEN)
    with store.transaction() as unit:
        unit.set_desk(DESK, DeskStatus.PAUSED)
        unit.set_desk(DESK, DeskStatus.CLOSED)
        unit.start_day(acts.today)
    with store.transaction() as unit:
        assert unit.floor.desks == {DESK: DeskStatus.CLOSED}
        unit.start_day(acts.today + timedelta(days=1))
        assert unit.floor.desks == {}
        unit.set_desk(DESK, DeskStatus.OPEN)
    with store.transaction() as unit:
        assert unit.floor.desks == {DESK: DeskStatus.OPEN}


def test_a_desk_has_no_status_before_the_first_day(store):
    with store.transaction() as unit, pytest.raises(ValueError, match="start_day"):
        unit.set_desk(DESK, DeskStatus.OPEN)


def test_the_business_day_never_goes_back(store, acts):
    #
    with store.transaction() as unit:
        unit.start_day(acts.today)
    with store.transaction() as unit:
        with pytest.raises(ValueError, match="go back"):
            unit.start_day(acts.today - timedelta(days=1))
        assert unit.floor.day == acts.today


def test_calls_are_the_days_newest_first(store, acts):
    with store.transaction() as unit:
        yesterday = acts.issue(unit)
        acts.call(unit, yesterday)
        unit.start_day(acts.today + timedelta(days=1))
        assert list(unit.calls(40)) == []
        first = acts.call(unit, acts.issue(unit, day=acts.today + timedelta(days=1)))
    with store.transaction() as unit:
        acts.happen(unit, first, Kind.RECALLED, "skranke-1")
        second = acts.call(unit, acts.issue(unit, "B", acts.today + timedelta(days=1)))
        assert [(e.ticket, e.kind) for e in unit.calls(2)] == [
            (second.id, Kind.CALLED), (first.id, Kind.RECALLED),
        ]
    with store.transaction() as unit:
        assert [e.ticket for e in unit.calls(40)] == [second.id, first.id, first.id]


def test_more_calls_than_any_board_shows_can_be_asked_for(store, acts):
    for _ in range(2):
        with store.transaction() as unit:
            for _ in range(50):
                acts.call(unit, acts.issue(unit))
    with store.transaction() as unit:
        acts.call(unit, acts.issue(unit))
        newest_first = [e.seq for e in unit.calls(1000)]
        assert newest_first == list(range(202, 1, -2))
        assert [e.seq for e in unit.calls(40)] == newest_first[:40]


def test_a_reply_is_remembered_word_for_word_once(store, acts):
    #
    with store.transaction() as unit:
        unit.remember(acts.answer("r1"))
        with pytest.raises(ValueError, match="before"):
            unit.remember(acts.answer("r1"))
    with store.transaction() as unit:
        assert unit.remembered("r1") == acts.answer("r1")
        assert unit.remembered("r2") is None


def test_letters_stay_until_they_are_marked_sent_oldest_first(store, acts):
    with store.transaction() as unit:
        for seq, topic in ((2, "call"), (1, "call"), (2, "board"), (3, "call")):
            unit.post(acts.letter(seq, topic))
        with pytest.raises(ValueError, match="already"):
            unit.post(acts.letter(3))
    assert store.unsent(2) == [acts.letter(1), acts.letter(2, "board")]
    with store.transaction() as unit:
        unit.post(acts.letter(2, "late"))
        unit.mark_sent([1, 2, 99])
    assert store.unsent(10) == [acts.letter(2, "late"), acts.letter(3)]


def test_a_mark_is_undone_with_its_transaction(store, acts):
    with store.transaction() as unit:
        unit.post(acts.letter(1))
    with _refused(store.transaction()) as unit:
        unit.mark_sent({1})
    with store.transaction() as unit, _refused(unit.savepoint()):
        unit.mark_sent({1})
    assert store.unsent(10) == [acts.letter(1)]


def test_a_mail_stays_until_it_is_erased_oldest_first(store, acts):
    #
    with store.transaction() as unit:
        unit.post_mail("To: a@b.dk\r\n\r\nfirst", acts.now)
        unit.post_mail("second", acts.now + timedelta(seconds=1))
        with pytest.raises(ValueError, match="zone"):
            unit.post_mail("third", acts.now.replace(tzinfo=None))
    first, second = store.mails(10)
    assert (first.content, first.at, second.content) == ("To: a@b.dk\r\n\r\nfirst", acts.now, "second")
    assert store.mails(1) == [first]
    store.erase_mail(first.id)
    store.erase_mail(first.id)
    assert store.mails(10) == [second]


def test_a_mail_is_undone_with_what_it_tells_of(store, acts):
    with _refused(store.transaction()) as unit:
        acts.book(unit)
        unit.post_mail("never", acts.now)
    with store.transaction() as unit:
        with _refused(unit.savepoint()):
            unit.post_mail("never", acts.now)
        unit.post_mail("kept", acts.now)
    assert [mail.content for mail in store.mails(10)] == ["kept"]


def test_pruning_forgets_old_replies_and_sent_letters_in_bounded_bites(store, acts):
    old, young = timedelta(days=2), timedelta(hours=1)
    with store.transaction() as unit:
        for n in range(5):
            unit.remember(acts.answer(f"old-{n}", old))
            unit.post(acts.letter(n, age=old))
        unit.remember(acts.answer("young", young))
        unit.post(acts.letter(5, age=young))
        unit.post(acts.letter(6, age=old))
    with store.transaction() as unit:
        unit.mark_sent(range(6))
    before = acts.now - timedelta(days=1)
    assert [store.prune(before, most=3), store.prune(before, most=3), store.prune(before)] == [6, 4, 0]
    assert store.unsent(10) == [acts.letter(6, age=old)]  # never told, never forgotten
    with store.transaction() as unit:
        assert unit.remembered("young") is not None
        assert unit.remembered("old-0") is None


def test_the_last_event_tells_where_a_clock_must_not_go_back_to(store, acts):
    assert store.last_event_at() is None
    with store.transaction() as unit:
        acts.call(unit, acts.issue(unit))
    assert store.last_event_at() == acts.now + timedelta(seconds=1)
