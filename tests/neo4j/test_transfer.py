"""A whole store from a file to a server and back: equal by the canonical export, and by `entente db`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cypher import transfer
from ingest.cli import main
from tests.contract.stores import exported, opened, run
from tests.contract.test_judgements import take
from tests.contract.worlds import World, decisions, told, worlds
from tests.neo4j.servers import Neo4jServer

MEMORY = "sqlite://:memory:"


@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(world=worlds(), data=st.data())
def test_there_and_back(server: Neo4jServer, world: World, data: st.DataObject) -> None:
    steps = data.draw(decisions(world.ids))
    server.wipe()

    async def check() -> None:
        async with opened(MEMORY) as file, opened(server.url) as served, opened(MEMORY) as back:
            await file.add(world.records)
            await take(file, steps)
            await transfer.copy(file, served)
            assert await exported(served) == await exported(file)
            await transfer.copy(served, back)
            assert await exported(back) == await exported(file)

    run(check())


def test_by_command(server: Neo4jServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "store.db")

    async def filled() -> None:
        async with opened(file) as store:
            await store.add(told("Acme CLIENT_OF Borel", ["2021-03-05 active", "2022-03-05 ended"]).records)

    def entente(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["db", *arguments])
        said = capsys.readouterr()
        assert server.password not in said.out + said.err
        return int(str(ended.value.code)), said.out

    run(filled())
    assert entente("verify", file, server.url)[0] == 1
    code, said = entente("copy", file, server.url)
    assert code == 0
    assert "2 articles copied" in said
    assert "equal" in said
    code, said = entente("verify", file, server.url, "--json")
    assert code == 0
    assert json.loads(said)["left"] == json.loads(said)["right"]
    code, said = entente("status", "--store", server.url, "--json")
    assert code == 0
    assert (json.loads(said)["articles"], json.loads(said)["missing"]) == (2, 0)
    assert entente("migrate", "--store", server.url)[0] == 0
