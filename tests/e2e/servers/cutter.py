# SPDX-License-Identifier: Apache-2.0
"""Stands between a client and a server, and cuts connections where a test tells it to: after so many bytes in one direction, or goes silent."""
import itertools
import socket
import threading
from typing import NamedTuple


class Cut(NamedTuple):
    direction: str  # "up", to the server; "down", to the client; "hush": as down, but the connection stays open
    most: int       # bytes that pass


class Cutter:
    """with Cutter(port, {0: Cut("up", 17)}) as cutter: … cutter.port; connections are counted from 0. up, down: bytes that passed."""

    def __init__(self, target, cuts=None, dies_after=None):
        self.target, self.cuts, self.dies_after = target, cuts or {}, dies_after
        self.up = self.down = self.cut = 0
        self.lock, self.open, self.dead = threading.Lock(), set(), False
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.die()

    def die(self):
        """Nobody is there any more."""
        with self.lock:
            self._die()

    def _die(self):
        """With the lock held to the end: who sees that it is dead may revive it at once, and the new listener is not to be closed."""
        self.dead = True
        self._end(self.listener, *self.open)
        self.listener.close()

    def revive(self):
        """At the same port again."""
        with self.lock:
            self.dead, self.dies_after = False, None
            self.listener = socket.create_server(("127.0.0.1", self.port), backlog=128)
        threading.Thread(target=self._accept, daemon=True).start()

    @staticmethod
    def _end(*sockets):
        for one in sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self):
        listener = self.listener
        for index in itertools.count():
            try:
                client, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.open |= {client, server}
                cut = self.cuts.pop(index, None)
            for direction, source, sink in (("up", client, server), ("down", server, client)):
                mine = cut if cut and (cut.direction == direction or cut.direction == "hush" and direction == "down") else None
                threading.Thread(target=self._pump, args=(direction, source, sink, mine), daemon=True).start()

    def _pump(self, direction, source, sink, cut):
        passed = 0
        try:
            while data := source.recv(65536):
                short = cut and passed + len(data) > cut.most
                if short:
                    data = data[:cut.most - passed]
                sink.sendall(data)
                passed += len(data)
                with self.lock:
                    setattr(self, direction, getattr(self, direction) + len(data))
                    self.cut += bool(short)
                    if self.dies_after is not None and self.up >= self.dies_after and not self.dead:
                        self._die()
                if short and cut.direction == "hush":
                    while source.recv(65536):
                        pass
                elif short:
                    break
        except OSError:
            pass
        self._end(source, sink)
