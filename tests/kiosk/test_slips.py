"""What paper says of a place: the house, the branch where a kiosk stands, the branch where a screen does."""

from __future__ import annotations

from datetime import UTC, datetime

from broker.messages import BookingView, Slip, Wait
from config.load import load_site
from config.site import Site
from kiosk.slips import booking_content, slip_content

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
SITE = load_site(None)


def at_fuglebjerg(service: str) -> Site:
    """Return the site with one of its services moved to a branch."""
    moved = SITE.services[service].model_copy(update={"branch": "fuglebjerg"})
    return SITE.model_copy(update={"services": {**SITE.services, service: moved}})


def booked(**more: str) -> BookingView:
    return BookingView.model_validate({
        "code": "H4K7PX", "task": "skat", "service": "borgerservice", "start": AT, "end": AT, "state": "booked",
        "channel": "phone", "language": "da", "number": None, "branch": None, **more,
    })


def test_a_ticket_names_the_house_or_the_branch_whose_service_it_is_for() -> None:
    slip = Slip(
        number="K012", service="kvik", language="da", wait=Wait(kind="now"), ahead=0, issued_at=AT,
        code="K012A7QX9B",
    )
    assert slip_content(slip, SITE).house == "Borgernes Hus · Næstved"
    assert slip_content(slip, at_fuglebjerg("kvik")).house == "Lokalbibliotek Fuglebjerg"


def test_a_confirmation_names_the_place_where_one_is_served() -> None:
    here, there = booking_content(booked(), SITE), booking_content(booked(branch="fuglebjerg"), SITE)
    assert (here.house, here.place, here.over_screen) == (
        "Borgernes Hus · Næstved", "Skrankerne i stueetagen", False)
    assert (there.house, there.place, there.over_screen) == (
        "Lokalbibliotek Fuglebjerg", "Skærmen på lokalbiblioteket", True)
