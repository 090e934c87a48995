from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from printer.addresses import open_transport
from printer.tcp import TcpTransport
from printer.transport import BadAddress, Gone, Unreachable


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def connected(listener: socket.socket) -> tuple[TcpTransport, socket.socket]:
    transport = TcpTransport("127.0.0.1", listener.getsockname()[1])
    transport.open(1.0)
    peer, _ = listener.accept()
    return transport, peer


def test_a_url_opens_the_transport_of_its_scheme() -> None:
    assert open_transport("tcp://127.0.0.1:9101").address == "tcp://127.0.0.1:9101"
    assert open_transport("tcp://printer.local").address == "tcp://printer.local:9100"


@pytest.mark.parametrize("url", ["", "9100", "lpr://host", "tcp://", "tcp://:9100", "tcp://h:99999", "tcp://h:0"])
def test_a_bad_url_is_refused_with_the_way_to_write_it(url: str) -> None:
    with pytest.raises(BadAddress, match=r"tcp://HOST:PORT"):
        open_transport(url)


def test_nobody_at_the_port_is_said_with_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unreachable, match=f"127.0.0.1:{port}.*Check power"):
        TcpTransport("127.0.0.1", port).open(1.0)


def test_reading_from_a_quiet_printer_ends_with_nothing(listener: socket.socket) -> None:
    # P-04
    transport, peer = connected(listener)
    with peer:
        assert transport.read(0.05) == b""
    transport.close()


def test_a_printer_that_takes_nothing_stalls_in_time_with_exact_progress(listener: socket.socket) -> None:
    # P-04
    transport, peer = connected(listener)
    data = memoryview(bytes(range(256)) * 65_536)
    passed_on = 0
    while count := transport.write(data[passed_on:], 0.1):
        passed_on += count
    transport.close()
    received = b""
    with peer:
        while chunk := peer.recv(1 << 20):
            received += chunk
    assert 0 < passed_on < len(data)
    assert received == bytes(data[:passed_on])


def test_a_printer_that_closed_is_noticed_when_read(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    peer.close()
    with pytest.raises(Gone, match="closed"):
        transport.read(1.0)
    with pytest.raises(Gone, match="not connected"):
        transport.write(memoryview(b"x"), 1.0)


def test_closing_twice_is_no_error() -> None:
    transport = TcpTransport("127.0.0.1", 9)
    transport.close()
    transport.close()
