"""Write the JSON Schemas of schemas.wire into this folder."""

from __future__ import annotations

import json
from pathlib import Path

from schemas import wire

for _name, _schema in wire.json_schemas().items():
    _text = json.dumps(_schema, ensure_ascii=False, indent=2, sort_keys=True)
    Path(__file__).with_name(_name).write_text(f"{_text}\n", encoding="utf-8")
