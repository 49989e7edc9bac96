"""Writes what Python's tomllib reads from tests/goldens/toml/valid/*.toml as tagged JSON, and asserts that it rejects toml/invalid.json.

    python3 tests/goldens/toml_goldens.py

Needs Python 3.11. tomllib follows TOML 1.0.0 and shares no code with PicoLib. The output is deterministic.
"""

import datetime
import json
import math
import pathlib
import tomllib

FOLDER = pathlib.Path(__file__).parent / "toml"


def tagged(value):
    if isinstance(value, dict):
        return {key: tagged(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    return dict(zip(("type", "value"), scalar(value)))


def scalar(value):
    if isinstance(value, bool):
        return "bool", "true" if value else "false"
    if isinstance(value, int):
        return "integer", str(value)
    if isinstance(value, float):
        return "float", "nan" if math.isnan(value) else repr(value)
    if isinstance(value, str):
        return "string", value
    if isinstance(value, datetime.datetime):
        text = value.date().isoformat() + "T" + time(value.time())
        return ("datetime-local", text) if value.tzinfo is None else ("datetime", text + offset(value))
    if isinstance(value, datetime.date):
        return "date-local", value.isoformat()
    if isinstance(value, datetime.time):
        return "time-local", time(value)
    raise TypeError(type(value))


def time(value):
    text = value.strftime("%H:%M:%S")
    return text + (f".{value.microsecond:06}".rstrip("0") if value.microsecond else "")


def offset(value):
    minutes = int(value.utcoffset().total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return "Z" if minutes == 0 else f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def rejects(document):
    try:
        tomllib.loads(document.decode("utf-8"))
        return False
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return True


def main():
    for path in sorted((FOLDER / "valid").glob("*.toml")):
        value = tagged(tomllib.loads(path.read_bytes().decode("utf-8")))
        path.with_suffix(".json").write_text(json.dumps(value, indent=1, ensure_ascii=True) + "\n")

    cases = json.loads((FOLDER / "invalid.json").read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        document = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode("utf-8", "surrogatepass")
        if rejects(document) == ("lax" in case):
            wrong.append(case["name"])
    assert not wrong, f"tomllib does otherwise: {wrong}"
    print(f"{len(cases)} invalid documents, of which tomllib accepts {sum('lax' in case for case in cases)}")


main()
