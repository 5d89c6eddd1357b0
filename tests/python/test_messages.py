"""Every word that a finding says comes from a catalogue, which other languages can take the place of."""
import html
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("NORTHLINE_BIN")
pytestmark = pytest.mark.skipif(not BIN, reason="NORTHLINE_BIN does not name the tool")

GERMAN = ROOT / "examples/messages/de.json"
STRATEGIES = sorted(f for f in (ROOT / "examples/strategies").glob("*.json") if ".defects" not in f.name)
PLACE = re.compile(r"\{[a-z_][a-z0-9_]*(?::[a-z0-9_]+)?\}|\{[a-z_][a-z0-9_]*\|[^{}|]*\|[^{}|]*\}")


def run(*arguments, text=None, code=None):
    done = subprocess.run([BIN, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120,
                          encoding="utf-8")
    if code is not None:
        assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr)
    return done


@pytest.fixture(scope="module")
def english():
    return json.loads(run("messages", code=0).stdout)


# The pseudo-locale replaces each letter by one that no English text has, and leaves the places alone.
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "".join(chr(0x0430 + i) for i in range(26)) + "".join(chr(0x0410 + i) for i in range(26)))


def pseudo(text):
    out, at = "", 0
    for place in PLACE.finditer(text):
        out += text[at:place.start()].translate(LETTERS)
        inner = place.group()
        if "|" in inner:
            name, one, many = inner[1:-1].split("|")
            inner = "{" + name + "|" + one.translate(LETTERS) + "|" + many.translate(LETTERS) + "}"
        out, at = out + inner, place.end()
    return out + text[at:].translate(LETTERS)


def pseudo_catalogue(english):
    def every(value, key=None):
        if isinstance(value, dict):
            return {k: every(v, k) for k, v in value.items()}
        return value if key == "name" else pseudo(value)

    return {"northline_messages": 1, "language": "ru", "words": every(english["words"]),
            "checks": {code: every(check) for code, check in english["checks"].items()}}


@pytest.fixture(scope="module")
def pseudo_file(english, tmp_path_factory):
    file = tmp_path_factory.mktemp("pseudo") / "pseudo.json"
    file.write_text(json.dumps(pseudo_catalogue(english), ensure_ascii=False), encoding="utf-8")
    return file


def sources():
    """Every example strategy, every pair of every check, both ways."""
    for file in STRATEGIES:
        yield json.loads(file.read_text())
    for file in sorted((ROOT / "examples/checks").glob("*.json")):
        pair = json.loads(file.read_text())
        yield pair["bad"]
    yield {"northline": 1, "goals": {"g": {"supports": {"nobody": 1}, "importance": 900, "due": "2026-02-30", "imporance": 2,
                                           "status": "lost", "serves": "p", "health": 3, "owned_by": 4},
                                     "g ": {}}, "programs": {"p": {"uses": "g", "budget": {"low": 3, "high": 1}, "start": "soon",
                                                                   "whatever": 1}},
           "metrics": {"m": {"targets": 3, "baseline": 4, "targets2": []}}}


# What the catalogue leaves alone: technical names, which are written in the document.
TECHNICAL = re.compile(r"[a-z_]*_[a-z_]*|NL\d+|northline|json|low|likely|high|value|currency|USD|rate|per|week|rrule|true|false|saaty|YYYY|DD|MM|n|x")


def latin_words(text):
    return re.findall(r"[A-Za-z]+(?:_[A-Za-z]+)*", text)


def test_no_english_is_left_in_any_sentence(pseudo_file, tmp_path):
    """What remains in Latin letters comes from the document or is a name of the format."""
    seen, leaks = set(), []
    names = set(latin_words((ROOT / "src/model/registry.def").read_text()))
    plans = list(sources())
    for n, plan in enumerate(plans):
        file = tmp_path / f"{n}.json"
        file.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
        done = run("check", file, "--format", "json", "--as-of", "2026-11-21", "--fail-on", "never", "--consequences",
                   "--messages", pseudo_file)
        if done.returncode == 2:
            continue  # pairs about a faulty configuration
        of_document = set(latin_words(json.dumps(plan, ensure_ascii=False)))
        for finding in json.loads(done.stdout)["findings"]:
            seen.add(finding["code"])
            texts = [finding["message"], finding.get("fix", {}).get("title", "")]
            if finding["code"] == "NL040":  # why a check of one's own failed, as the evaluator or the host said it
                texts[0] = texts[0].replace(finding["arguments"]["problem"], "")
            for text in texts:
                # Names that the check quotes from the format are as good as the document's own.
                left = [w for w in latin_words(text) if w not in of_document and w not in names and not TECHNICAL.fullmatch(w)]
                if left:
                    leaks.append((finding["code"], left, text))
    assert len(seen) > 40
    assert not leaks, "\n".join(f"{c}: {w} in {t[:160]}; a text argument that the check passes belongs into its "
                                "`phrases`, a sentence that it builds into its `variants`" for c, w, t in leaks[:20])


def test_phrases_are_declared():
    """A check that passes English as a text argument lists it, or nobody could translate it."""
    done = subprocess.run([sys.executable, ROOT / "src/check/phrases.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + "\npython3 src/check/phrases.py --write declares what it can."


def test_sentences_are_templates():
    """A check that chooses its sentence chooses among its variants, and builds none in code."""
    for file in sorted((ROOT / "src/check/rules").glob("*/*.cpp")):
        body = re.search(r"std::string render\(const Rendering& r\) \{(.*?)\n?\}\n", file.read_text(encoding="utf-8"), re.S)
        if body:
            assert "r.say(" in body.group(1) or "render_problem(" in body.group(1), file.name
            assert "describe(" not in body.group(1) and "to_string" not in body.group(1), file.name


def test_placeholders_of_the_pseudo_locale_are_kept(english, pseudo_file):
    own = json.loads(pseudo_file.read_text(encoding="utf-8"))

    def compare(a, b):
        for key, value in a.items():
            if isinstance(value, dict):
                compare(value, b[key])
            elif key != "name":
                names = lambda t: sorted(re.match(r"\{(\w+)", p).group(1) for p in PLACE.findall(t))
                assert names(value) == names(b[key]), (key, value, b[key])

    compare(english["words"], own["words"])
    compare(english["checks"], own["checks"])


@pytest.mark.parametrize("format", ["text", "markdown", "html", "junit", "github"])
def test_reports_speak_the_language(format, english, pseudo_file):
    plan = '{"northline":1,"title":"Ж","goals":{"ж":{"title":"Ж"}},"programs":{"ы":{"title":"Ы"}}}'
    text = run("check", "-", "--format", format, "--as-of", "2026-11-21", "--fail-on", "never", "--messages", pseudo_file,
               text=plan, code=0).stdout
    names = set(latin_words(" ".join(c["name"].replace("-", " ") for c in english["checks"].values())))
    if format == "html":
        text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.S)
    if format == "junit":
        text = " ".join(re.findall(r'(?:name|message)="([^"]*)"', text))
    text = html.unescape(text).replace("<stdin>", "")
    if format == "text":
        text = re.sub(r"^ *\d* \|.*$", "", text, flags=re.M)
    left = [w for w in latin_words(text) if w not in names and not re.fullmatch(
        r"NL|[A-Za-z]*_[a-z_]*|max|findings|json|goals|programs|strategy|error|warning|notice|file|line|endLine|col|endColumn"
        r"|title|northline|A|D|[0-9a-f]+|quot|NL\d+", w)]
    known = set(latin_words((ROOT / "src/model/registry.def").read_text()))
    assert not [w for w in left if w not in known], left


def test_german_says_the_commonest_findings(english):
    german = json.loads(GERMAN.read_text(encoding="utf-8"))
    assert len(german["checks"]) >= 20 and set(german["words"]) == set(english["words"])
    for code, said in german["checks"].items():
        for member in ("question", "message", "advice"):
            assert said[member] and said[member] != english["checks"][code][member], (code, member)
        for member in ("variants", "phrases"):
            assert set(said.get(member, {})) == set(english["checks"][code].get(member, {})), (code, member)
    told = run("messages", "--check", GERMAN, code=0).stdout
    assert 'in the language "de"' in told


def test_german_is_what_is_printed(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text('{"northline":1,"title":"Bäckerei","currency":"EUR","goals":{"g":{"title":"Mehr Brot","importanc":2}}}',
                    encoding="utf-8")
    text = run("check", file, "--messages", GERMAN, "--as-of", "2026-11-21", "--fail-on", "never", code=0).stdout
    assert "Warnung: Die Strategie hat Ziele, aber weder Vision noch Mission" in text
    assert "Stand 2026-11-21." in text
    assert '"importanc" ist hier nicht bekannt' in text and "In \"importance\" umbenennen." in text
    page = run("check", file, "--messages", GERMAN, "--format", "html", "--as-of", "2026-11-21", "--fail-on", "never",
               code=0).stdout
    assert '<html lang="de" dir="ltr">' in page and "Was zuerst zu tun ist" in page


def test_what_is_not_translated_stays_english(tmp_path):
    catalogue, file = tmp_path / "m.json", tmp_path / "plan.json"
    catalogue.write_text('{"northline_messages":1,"language":"fr","checks":{"NL202":{"message":"","advice":"Au but."}}}')
    file.write_text('{"northline":1,"visions":{"v":{"title":"V"}},"goals":{"g":{"title":"G"}}}')
    text = run("check", file, "--messages", catalogue, "--as-of", "2026-11-21", code=0).stdout
    assert 'Goal "G" (g) leads to no vision or mission' in text and "   = Au but." in text


@pytest.mark.parametrize("catalogue, place, words", [
    ("{", "1:2", "not JSON"),
    ("[]", "1:1", "has to be an object"),
    ("{}", "1:1", '"northline_messages": 1'),
    ('{"northline_messages":2}', "1:23", "This version reads"),
    ('{"northline_messages":1,"word":{}}', "1:32", 'no member "word"'),
    ('{"northline_messages":1,"language":3}', "1:36", "text in quotes"),
    ('{"northline_messages":1,"language":"d e"}', "1:36", "language tag"),
    ('{"northline_messages":1,"direction":"up"}', "1:37", '"ltr" or "rtl"'),
    ('{"northline_messages":1,"words":{"errr":"x"}}', "1:41", 'no word "errr"'),
    ('{"northline_messages":1,"words":{"as_of":"am"}}', "1:42", "{date} of the English sentence is missing"),
    ('{"northline_messages":1,"words":{"as_of":"am {date} {day}"}}', "1:42", "{day} does not exist"),
    ('{"northline_messages":1,"checks":{"NL999":{}}}', "1:43", 'no check "NL999"'),
    ('{"northline_messages":1,"checks":{"NL202":"x"}}', "1:43", "has to be an object"),
    ('{"northline_messages":1,"checks":{"NL202":{"mesage":"x"}}}', "1:53", 'no member "mesage"'),
    ('{"northline_messages":1,"checks":{"NL202":{"message":"{focuss}"}}}', "1:54", "{focuss} does not exist"),
    ('{"northline_messages":1,"checks":{"NL202":{"message":"leads nowhere"}}}', "1:54", "{focus} of the English"),
    ('{"northline_messages":1,"checks":{"NL504":{"message":"{focus} {money:gold} {limit}"}}}', "1:54", 'no format "gold"'),
    ('{"northline_messages":1,"checks":{"NL504":{"variants":{"project":"x"}}}}', "1:66", 'no sentence "project"'),
    ('{"northline_messages":1,"checks":{"NL504":{"phrases":{"x":"y"}}}}', "1:59", 'no phrase "x"'),
    ('{"northline_messages":1} {}', "1:26", "not JSON"),
])
def test_a_faulty_catalogue_is_refused_with_its_place(catalogue, place, words, tmp_path):
    file = tmp_path / "m.json"
    file.write_text(catalogue)
    done = run("check", STRATEGIES[0], "--messages", file, "--as-of", "2026-11-21", code=2)
    assert f"m.json:{place}:" in done.stderr and words in done.stderr, done.stderr
    assert done.stdout == ""


def test_catalogues_of_checks_of_ones_own_are_taken(tmp_path):
    file = tmp_path / "m.json"
    file.write_text('{"northline_messages":1,"language":"de","checks":{"X-budget":{"message":"{focus} kostet {n}."}}}')
    run("check", STRATEGIES[0], "--messages", file, "--as-of", "2026-11-21", "--fail-on", "never", code=0)
