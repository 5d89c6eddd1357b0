#!/usr/bin/env python3
"""The phrases of the checks: English that a check passes as a text argument, and titles of its fixes.

    python3 src/check/phrases.py           says what is not declared, and exits with 1 if anything is
    python3 src/check/phrases.py --write   declares it under `.phrases` in the files of the checks

A catalogue of messages can translate what a check declares and nothing else (docs/translating.md). Days and numbers
within a phrase become places: `"its end on " + to_string(end)` is the phrase "its end on {a}".
"""
import functools
import pathlib
import re
import sys

RULES = pathlib.Path(__file__).resolve().parent / "rules"
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)?")
PLACE = "\x00"
TITLE = re.compile(r"\.title =\s*((?:[^;\"]|\"(?:[^\"\\]|\\.)*\")*);")


class Unclear(Exception):
    pass


def split(text, mark):
    """Splits at a mark outside of brackets and texts."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(text):
        if text[i] == '"':
            i += LITERAL.match(text, i).end() - i
            continue
        if text[i] in "'":
            i += 4 if text[i + 1] == "\\" else 3
            continue
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text[i], 0)
        if depth == 0 and text.startswith(mark, i) and text[i:i + 2] not in ("::", "++", "+="):
            if not (mark == ":" and text[i - 1:i + 1] == "::"):
                parts.append(text[start:i])
                start = i + len(mark)
        i += 1
    return parts + [text[start:]]


def alternatives(expression):
    """Every text that the expression can be, with PLACE for a number or a day; None: data, not English."""
    e = expression.strip()
    while e.startswith("(") and e.endswith(")") and len(split(e[1:-1], ")")) == 1:
        e = e[1:-1].strip()
    question = split(e, "?")
    if len(question) > 1:
        rest = "?".join(question[1:])
        depth = 0  # the colon that belongs to the first question mark
        pieces = split(rest, ":")
        for k in range(1, len(pieces)):
            left = ":".join(pieces[:k])
            depth = len(split(left, "?")) - 1
            if depth == k - 1:
                return alternatives(left) + alternatives(":".join(pieces[k:]))
        raise Unclear(e)
    summands = split(e, "+")
    if len(summands) > 1:
        out = [""]
        for s in summands:
            out = [None if a is None or b is None else a + b for a in out for b in alternatives(s)]
        if any(o is None for o in out):
            if LITERAL.search(re.sub(r'"[^"]{0,2}"', "", e)):
                raise Unclear(e)  # English with something in it that is no number and no day
            return [None]
        return out
    literals = LITERAL.findall(e)
    if literals and not LITERAL.sub("", e).strip():
        return ["".join(literals)]
    call = re.fullmatch(r"(?:std::)?(\w+)\((.*)\)", e, re.S)
    if call:
        name, inside = call.groups()
        if name in ("string", "string_view"):
            return alternatives(inside)
        if name in ("to_string", "number_text", "lround"):
            return [PLACE]
        if name == "counted":
            words = [a.strip() for a in split(inside, ",")][1:]
            return [PLACE + " " + w for part in words for w in alternatives(part)]
    if LITERAL.search(re.sub(r'"[^"]{0,2}"', "", e)):
        raise Unclear(e)
    return [None]


def unescape(text):
    return text.replace('\\"', '"').replace("\\\\", "\\")


def phrase(text):
    """Numbers and days become {a}, {b} and so on, as when the library looks a phrase up."""
    parts, n = re.split(PLACE + "|" + NUMBER.pattern, text), 0
    out = parts[0]
    for part in parts[1:]:
        out += "{" + "abcdefgh"[n] + "}" + part
        n += 1
    return out


def is_english(text):
    """Names of the format and of variants are no English."""
    return bool(re.search("[A-Za-z]", text.replace(PLACE, "")))


def phrases_of(source):
    """(phrases that the file's expressions can yield, expressions that nobody can tell)"""
    found, unclear = [], []

    def add(expression):
        try:
            for text in alternatives(expression):
                if text is not None and is_english(text) and phrase(unescape(text)) not in found:
                    found.append(phrase(unescape(text)))
        except Unclear as e:
            unclear.append(re.sub(r"\s+", " ", str(e)))

    shown = set(re.findall(r"\{(\w+)[}:|]", "".join(LITERAL.findall(source))))
    for call in re.finditer(r'\.text\(\s*"(\w+)",', source):
        depth, at = 1, call.end()
        while depth:
            if source[at] == '"':
                at = LITERAL.match(source, at).end()
                continue
            depth += {"(": 1, ")": -1}.get(source[at], 0)
            at += 1
        if call.group(1) in shown and call.group(1) != "variant":
            add(source[call.end():at - 1])
    for title in TITLE.findall(source):
        add(title)
    for title in re.findall(r'\boffer\(\s*\w+,\s*\w+,\s*("(?:[^"\\]|\\.)*")', source):
        add(title)
    for name, titles in shared_titles():
        if re.search(rf"\b{name}\b", source):
            for title in titles:
                add(title)
    return found, unclear


@functools.cache
def shared_titles():
    """(function, titles that it gives to fixes) for what several checks have in common."""
    out = []
    for file in sorted(RULES.parent.glob("*.cpp")):
        source = file.read_text(encoding="utf-8")
        for function in re.finditer(r"^bool (\w+)\(const Rendering& \w+, Fix& \w+.*?^}$", source, re.M | re.S):
            titles = [t for t in TITLE.findall(function.group(0)) if t.startswith('"')]
            if titles:
                out.append((function.group(1), titles))
    return out


def declared_in(source):
    block = re.search(r"phrases\[\]\s*=\s*\{(.*?)\};", source, re.S)
    if not block:
        return None
    items = re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+)(?:,|$)', block.group(1).strip())
    return [unescape("".join(LITERAL.findall(i))) for i in items]


def declare(source, phrases):
    def literal(p):
        return '"' + p.replace("\\", "\\\\").replace('"', '\\"') + '"'

    block = "constexpr std::string_view phrases[] = {\n" + "".join(f"    {literal(p)},\n" for p in phrases) + "};\n"
    if declared_in(source) is not None:
        return re.sub(r"constexpr std::string_view phrases\[\]\s*=\s*\{.*?\};\n", lambda _: block, source, flags=re.S)
    source = source.replace("constexpr std::string_view footprint[]", block + "constexpr std::string_view footprint[]", 1)
    return re.sub(r"\n};\n\n} // namespace northline::rules", "\n    .phrases = phrases,\n};\n\n} // namespace northline::rules",
                  source, count=1)


def main(write):
    faults = []
    for file in sorted(RULES.glob("*/*.cpp")):
        source = file.read_text(encoding="utf-8")
        found, unclear = phrases_of(source)
        faults += [f"{file.relative_to(RULES)}: {u}: make a sentence of it under `variants`" for u in unclear]
        declared = declared_in(source) or []
        missing = [p for p in found if p not in declared]
        if missing and write:
            file.write_text(declare(source, declared + missing), encoding="utf-8")
        elif missing:
            faults += [f'{file.relative_to(RULES)}: "{p}" is not among the phrases of the check' for p in missing]
    print("\n".join(faults) or "All phrases are declared.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
