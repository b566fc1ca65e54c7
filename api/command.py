"""`entente serve`: the pages and the API over a store, on this machine unless told otherwise."""

from __future__ import annotations

import logging
import socket
from typing import Annotated, Any

import typer

from schemas.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("serve")(serve)


def serve(
    store: Annotated[
        str | None, typer.Option("--store", help="File or URL of the store; otherwise ENTENTE_STORE.", metavar="URL")
    ] = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to serve on; otherwise 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Otherwise 8000; 0: any free.")] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Serve others too: anyone who reaches the address can read the store.")
    ] = False,
) -> None:
    """Serve the pages and the GraphQL API until stopped."""
    # Late: no other command of `entente` should wait for web libraries.
    import uvicorn

    from api.app import GRAPHQL, create_app
    from api.graphql.errors import scrub
    from api.settings import Settings, is_loopback

    given: dict[str, Any] = {"store": store, "host": host, "port": port, "public": public or None}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    if not is_loopback(settings.host) and not settings.public:
        raise InputError(
            f"{settings.host} can be reached from other machines, and the API asks nobody who they are: anyone could "
            "read the store. If that is meant, add --public; otherwise serve on 127.0.0.1."
        )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app = create_app(settings)
    with _listen(settings.host, settings.port) as listening:
        where = _url(settings.host, listening.getsockname()[1])
        typer.echo(f"Serving {scrub(settings.store)} on {where}{GRAPHQL} (stop with Ctrl-C)")
        typer.echo(f"Open {where}/ in a browser")
        config = uvicorn.Config(
            app, log_config=None, log_level="error", access_log=False, ws="none", limit_concurrency=200
        )
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises InputError where it is taken or is not ours."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise InputError(f"Cannot serve on {host} port {port}: {error.strerror}. Choose another with --port.") from None
    return listening


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
