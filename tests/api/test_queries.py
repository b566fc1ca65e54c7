"""Each query by example, over a few invented articles."""

from __future__ import annotations

from tests.api.conftest import Client, Run
from tests.api.stories import STAKE


def test_search_finds_beginnings_of_words_and_pages(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($after: String) { search(text: "o", first: 1, after: $after) {
          edges { cursor links node { id name type kind } } nodes { name } pageInfo { hasNextPage endCursor } } }"""
        first = (await client.ask(query))["search"]
        assert first["nodes"] == [{"name": "OpenAI"}]
        assert first["edges"][0]["links"] == 2
        assert first["edges"][0]["node"] == {
            "id": "Entity:o:openai",
            "name": "OpenAI",
            "type": "ORGANIZATION",
            "kind": "COMPANY",
        }
        assert not first["pageInfo"]["hasNextPage"]
        accents = await client.ask('{ search(text: "ile v") { nodes { name } } }')
        assert accents["search"]["nodes"] == [{"name": "Île Verte"}]

    with_client(work)


def test_entity_by_name_and_by_id(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = "query ($id: ID, $name: String) { entity(id: $id, name: $name) { id name type namesakes { id } } }"
        meta = {"id": "Entity:o:meta", "name": "Meta", "type": "ORGANIZATION", "namesakes": []}
        for given in ({"name": "meta"}, {"id": "Entity:o:meta"}, {"id": "o:meta"}):
            assert (await client.ask(query, **given))["entity"] == meta
        assert (await client.ask(query, id="Entity:o:nobody"))["entity"] is None
        assert (await client.errors(query))[0]["extensions"]["code"] == "BAD_INPUT"

    with_client(work)


def test_links_with_their_evidence(with_client: Run) -> None:
    async def work(client: Client) -> None:
        answer = await client.ask(
            """{ entity(name: "Scale AI") { links(relations: INVESTED_IN) { nodes {
              subject { name } relation object { name } status modality contested origins claims confidence background
              since { lo hi } until { lo hi } evidence { total nodes {
                quote start end article url publisher published lang attributedTo sourceIsParty status modality
                event amount { value currency } stakePercent date { first last precision text } madeBy } } } } } }"""
        )
        (link,) = answer["entity"]["links"]["nodes"]
        assert (link["subject"]["name"], link["relation"], link["object"]["name"]) == (
            "Meta",
            "INVESTED_IN",
            "Scale AI",
        )
        assert (link["status"], link["origins"], link["claims"], link["background"]) == ("ACTIVE", 2, 2, False)
        assert link["since"] == {"lo": "2025-06-01", "hi": "2025-06-30"}
        newest, oldest = link["evidence"]["nodes"]
        assert (newest["published"], oldest["published"]) == ("2025-06-20", "2025-06-13")
        assert oldest["quote"] == STAKE.words
        assert oldest["article"] == "Article:deal"
        assert oldest["publisher"] == "The Daily Wire Room"
        assert oldest["attributedTo"] == "Scale AI"
        assert oldest["amount"] == {"value": 14.3e9, "currency": "USD"}
        assert oldest["stakePercent"] == 49.0
        assert oldest["date"] == {"first": "2025-06-01", "last": "2025-06-30", "precision": "MONTH", "text": "2025-06"}
        assert oldest["event"] == "START"
        assert oldest["madeBy"] == "hand"
        assert oldest["sourceIsParty"] is None

    with_client(work)


def test_offsets_point_into_the_article(with_client: Run) -> None:
    async def work(client: Client) -> None:
        link = await client.ask(
            '{ entity(name: "Scale AI") { links { nodes { evidence { nodes { quote start end article } } } } } }'
        )
        quotes = [one for node in link["entity"]["links"]["nodes"] for one in node["evidence"]["nodes"]]
        assert quotes
        for one in quotes:
            article = await client.ask("query ($id: ID!) { article(id: $id) { title text } }", id=one["article"])
            body = f"{article['article']['title']}\n{article['article']['text']}"
            assert body[one["start"] : one["end"]] == one["quote"]

    with_client(work)


def test_links_list_what_never_counts_unless_a_filter_is_given(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($r: [Relation!], $p: Boolean!) { entity(name: "Ligne Sept") {
          links(relations: $r, planned: $p) { nodes { relation modality status } } } }"""
        every = (await client.ask(query, p=True))["entity"]["links"]["nodes"]
        assert {(one["relation"], one["status"], one["modality"]) for one in every} == {
            ("ACQUIRED", "PLANNED", "ASSERTED"),
            ("PARTNER_OF", "ACTIVE", "DENIED"),
        }
        partner = (await client.ask(query, r=["PARTNER_OF"], p=True))["entity"]["links"]["nodes"]
        assert partner == []
        assert (await client.ask(query, p=False))["entity"]["links"]["nodes"] == []

    with_client(work)


PATHS = """query ($from: String!, $to: String!, $hops: Int! = 4, $planned: Boolean! = false, $of: [Relation!]) {
  paths(from: $from, to: $to, maxHops: $hops, planned: $planned, relations: $of) {
    from { name } to { name } truncated
    paths { score hops { from { name } to { name }
      links { relation status evidence { nodes { quote sourceIsParty } } } } }
    searched { articles first last
      filters { relations planned hedged maxHops background minConfidence asOf rules } } } }"""


def test_paths_with_quotes(with_client: Run) -> None:
    async def work(client: Client) -> None:
        found = (await client.ask(PATHS, **{"from": "OpenAI", "to": "meta"}))["paths"]
        assert (found["from"]["name"], found["to"]["name"]) == ("OpenAI", "Meta")
        direct, over = found["paths"][:2]
        assert [hop["links"][0]["relation"] for hop in direct["hops"]] == ["COMPETES_WITH"]
        assert [(hop["from"]["name"], hop["to"]["name"]) for hop in over["hops"]] == [
            ("OpenAI", "Scale AI"),
            ("Scale AI", "Meta"),
        ]
        left, stake = (hop["links"][0] for hop in over["hops"])
        assert (left["relation"], left["status"]) == ("CLIENT_OF", "ENDED")
        assert stake["evidence"]["nodes"][0] == {"quote": STAKE.words, "sourceIsParty": False}
        assert over["score"] == 0.81

    with_client(work)


def test_no_path_says_what_was_searched(with_client: Run) -> None:
    async def work(client: Client) -> None:
        found = (await client.ask(PATHS, **{"from": "OpenAI", "to": "Île Verte"}, hops=3))["paths"]
        assert found["paths"] == []
        assert not found["truncated"]
        assert found["searched"] == {
            "articles": 5,
            "first": "2025-06-13",
            "last": "2025-07-01",
            "filters": {
                "relations": None,
                "planned": False,
                "hedged": False,
                "maxHops": 3,
                "background": False,
                "minConfidence": 0.0,
                "asOf": None,
                "rules": None,
            },
        }

    with_client(work)


def test_filters_reach_the_search(with_client: Run) -> None:
    async def work(client: Client) -> None:
        ends = {"from": "OpenAI", "to": "Ligne Sept"}
        assert (await client.ask(PATHS, **ends))["paths"]["paths"] == []
        planned = (await client.ask(PATHS, **ends, planned=True))["paths"]["paths"]
        assert [len(one["hops"]) for one in planned] == [2, 3]
        only = (await client.ask(PATHS, **ends, planned=True, of=["ACQUIRED"]))["paths"]
        assert only["paths"] == []
        assert only["searched"]["filters"]["relations"] == ["ACQUIRED"]

    with_client(work)


def test_paths_take_ids_as_well(with_client: Run) -> None:
    async def work(client: Client) -> None:
        found = await client.ask(PATHS, **{"from": "Entity:o:openai", "to": "o:meta"})
        assert found["paths"]["to"] == {"name": "Meta"}

    with_client(work)


CONFLICTS = """query ($of: String, $rule: [String!], $background: Boolean! = true, $first: Int! = 20, $after: String) {
  conflicts(of: $of, rule: $rule, background: $background, first: $first, after: $after) {
    total of { name } pageInfo { hasNextPage endCursor }
    nodes { rule say fr: say(lang: FR) why roles { role entity { name } } overlap severity byClaimsOnly
      legs { subject { name } relation object { name } status background source evidence { nodes {
        quote start end article publisher published attributedTo sourceIsParty } } } }
    searched { articles filters { rules background } } } }"""
RULE = "supplier-part-owned-by-rival"


def test_conflicts_in_words_with_quotes(with_client: Run) -> None:
    async def work(client: Client) -> None:
        found = (await client.ask(CONFLICTS, of="Scale AI", rule=RULE, background=False))["conflicts"]
        assert found["of"] == {"name": "Scale AI"}
        (one,) = found["nodes"]
        assert found["total"] == 1
        assert {role["role"]: role["entity"]["name"] for role in one["roles"]} == {
            "client": "OpenAI",
            "supplier": "Scale AI",
            "rival": "Meta",
        }
        for name in ("OpenAI", "Scale AI", "Meta"):
            assert name in one["say"]
            assert name in one["fr"]
        assert one["say"] != one["fr"]
        assert one["why"]
        assert "{" not in one["say"] + one["fr"] + one["why"]
        assert (one["severity"], one["overlap"], one["byClaimsOnly"]) == (3, "POSSIBLE", True)
        client_leg, stake, _ = one["legs"]
        assert client_leg["status"] == "ENDED"
        assert [quote["quote"] for quote in stake["evidence"]["nodes"]] == [STAKE.words] * 2
        assert all(quote["sourceIsParty"] is False for quote in stake["evidence"]["nodes"])
        assert found["searched"] == {"articles": 5, "filters": {"rules": [RULE], "background": False}}

    with_client(work)


def test_background_supplies_a_leg_and_says_so(with_client: Run) -> None:
    async def work(client: Client) -> None:
        found = (await client.ask(CONFLICTS, of="Google", rule=[RULE]))["conflicts"]
        (one,) = found["nodes"]
        assert not one["byClaimsOnly"]
        (rivalry,) = [leg for leg in one["legs"] if leg["background"]]
        assert {rivalry["subject"]["name"], rivalry["object"]["name"]} == {"Google", "Meta"}
        assert rivalry["source"]
        assert rivalry["evidence"]["nodes"] == []
        without = (await client.ask(CONFLICTS, of="Google", rule=[RULE], background=False))["conflicts"]
        assert without["nodes"] == []

    with_client(work)


def test_conflicts_page_by_page_are_those_of_one_page(with_client: Run) -> None:
    async def work(client: Client) -> None:
        whole = (await client.ask(CONFLICTS))["conflicts"]
        assert whole["total"] == len(whole["nodes"]) > 1
        pages, after = [], None
        for _ in whole["nodes"]:
            page = (await client.ask(CONFLICTS, first=1, after=after))["conflicts"]
            pages += page["nodes"]
            after = page["pageInfo"]["endCursor"]
        assert pages == whole["nodes"]
        assert not page["pageInfo"]["hasNextPage"]

    with_client(work)


def test_article_with_entities_claims_and_copies(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($id: ID!) { article(id: $id) {
          id title lang url publisher published madeBy notes
          entities { total nodes { name type entity mentions { start end text } } }
          claims(first: 2) { total pageInfo { hasNextPage } nodes {
            relation subject { name } object { name } quote start end attributedTo title role } }
          copies { id publisher url published } } }"""
        found = (await client.ask(query, id="Article:deal"))["article"]
        assert (found["publisher"], found["published"], found["lang"]) == ("The Daily Wire Room", "2025-06-13", "en")
        named = {one["name"]: one for one in found["entities"]["nodes"]}
        assert set(named) == {"Alexandr Wang", "Meta", "OpenAI", "Scale AI"}
        assert named["Meta"]["entity"] == "Entity:o:meta"
        assert named["Meta"]["mentions"][0]["text"] == "Meta"
        assert found["claims"]["total"] == 3
        assert found["claims"]["pageInfo"]["hasNextPage"]
        assert [one["relation"] for one in found["claims"]["nodes"]] == ["INVESTED_IN", "HOLDS_ROLE"]
        assert found["claims"]["nodes"][1]["title"] == "chief AI officer"
        assert [one["id"] for one in found["copies"]] == ["Article:deal"]
        assert (await client.ask(query, id="Article:nothing"))["article"] is None

    with_client(work)


def test_articles_newest_first(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = """query ($after: String) { articles(first: 2, after: $after) {
          nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
        seen, after = [], None
        for _ in range(3):
            page = (await client.ask(query, after=after))["articles"]
            seen += [one["id"] for one in page["nodes"]]
            assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
            after = page["pageInfo"]["endCursor"]
        assert not page["pageInfo"]["hasNextPage"]
        assert seen == [f"Article:{one}" for one in ("plan", "doubt", "deal-again", "deal", "alone")]

    with_client(work)


def test_node_and_corpus(with_client: Run) -> None:
    async def work(client: Client) -> None:
        query = "query ($id: ID!) { node(id: $id) { __typename id ... on Entity { name } ... on Article { title } } }"
        assert (await client.ask(query, id="Entity:o:meta"))["node"] == {
            "__typename": "Entity",
            "id": "Entity:o:meta",
            "name": "Meta",
        }
        assert (await client.ask(query, id="Article:deal"))["node"]["title"] == "What deal says"
        assert (await client.ask(query, id="Article:none"))["node"] is None
        corpus = (await client.ask("{ corpus { articles first last entities links claims } }"))["corpus"]
        assert (corpus["articles"], corpus["first"], corpus["last"]) == (5, "2025-06-13", "2025-07-01")
        assert (corpus["links"], corpus["claims"]) == (8, 10)

    with_client(work)
