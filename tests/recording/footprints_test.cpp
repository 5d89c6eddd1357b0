// Holds every check to what it says it reads. A session asks again only the checks whose footprint a change
// touches, so a read outside of it is a finding that goes stale without anybody noticing.
#include "base/json_text.hpp"
#include "check/check.hpp"
#include "check/configuration.hpp"
#include "check/rule_table.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>

using namespace northline;

namespace {

// ---- footprints ------------------------------------------------------------------------------------------
/// A place on a way from the focus: what may be read there, and where the way leads on.
struct Node {
  std::set<std::string, std::less<>> attributes;                   ///< "*": all
  std::map<std::string, std::unique_ptr<Node>, std::less<>> steps; ///< ">supports", "<*"
};
struct Footprint {
  Node focus;
  std::map<Kind, Node> all;
  std::set<std::string, std::less<>> facts;
};

bool is_edge_attribute(Relation r, std::string_view name) { return find_relation_attribute(r, name) >= 0; }

KindSet across(KindSet from, Relation r, bool out) {
  KindSet found = 0;
  for (unsigned k = 0; k < kind_count; ++k) {
    const KindSet ends = targets_of(r, static_cast<Kind>(k));
    if (out ? contains(from, static_cast<Kind>(k)) : (ends & from) != 0)
      found |= out ? ends : kinds(static_cast<Kind>(k));
  }
  return found;
}

/// Adds one path; returns what is wrong with it, or nothing.
std::string add_path(Node& start, std::string_view path, KindSet at) {
  Node* node = &start;
  int relation = -1;
  while (!path.empty() && (path[0] == '>' || path[0] == '<')) {
    const std::size_t end = std::min(path.find_first_of("><.", 1), path.size());
    const std::string step(path.substr(0, end));
    path.remove_prefix(end);
    auto& next = node->steps[step];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
    if (step.substr(1) == "*") {
      at = every_kind;
      relation = -1;
      continue;
    }
    relation = find_relation(step.substr(1));
    if (relation < 0) return "there is no relation " + step.substr(1);
    at = across(at, static_cast<Relation>(relation), step[0] == '>');
    if (at == 0) return step + " leads nowhere from there";
  }
  if (path.empty()) return node == &start ? "it is empty" : "";
  if (node != &start) {
    if (path[0] != '.') return "a dot belongs before the attribute";
    path.remove_prefix(1);
  }
  if (path != "*") {
    bool there = relation >= 0 && is_edge_attribute(static_cast<Relation>(relation), path);
    for (unsigned k = 0; k < kind_count; ++k)
      there =
          there || (contains(at, static_cast<Kind>(k)) && find_attribute(static_cast<Kind>(k), path) >= 0);
    if (!there) return "nothing there has an attribute " + std::string(path);
  }
  node->attributes.insert(std::string(path));
  return "";
}

/// "due", ">supports.status", "<*", "fact load", "all goal.status", "count assessment".
std::string add(Footprint& f, std::string_view text, KindSet focus) {
  const auto begins = [&text](std::string_view s) { return text.substr(0, s.size()) == s; };
  if (begins("fact ")) {
    f.facts.insert(std::string(text));
    return "";
  }
  const bool count = begins("count ");
  if (!count && !begins("all ")) return add_path(f.focus, text, focus);
  text.remove_prefix(count ? 6 : 4);
  const std::size_t end = std::min(text.find_first_of("><."), text.size());
  const int kind = find_kind(text.substr(0, end));
  if (kind < 0) return "there is no kind " + std::string(text.substr(0, end));
  text.remove_prefix(end);
  if (count) return text.empty() ? "" : "a count has nothing behind its kind";
  if (focus != kinds(Kind::strategy)) return "only the strategy sees all elements";
  Node& node = f.all[static_cast<Kind>(kind)];
  if (text.empty()) return "";
  if (text[0] == '.') text.remove_prefix(1);
  return add_path(node, text, kinds(static_cast<Kind>(kind)));
}

const std::set<std::string, std::less<>> known_facts = {
    "fact presence", "fact goal_graph", "fact line_of_sight", "fact work_units", "fact load",
    "fact schedule", "fact components", "fact problems",      "fact comparisons"};

// ---- the recorder ----------------------------------------------------------------------------------------
class Held : public Recorder {
public:
  explicit Held(const View& plain) : plain_(plain) {}
  std::set<std::string> complaints;
  std::size_t reads = 0;

  void check(std::string_view code, Element focus) override {
    if (code.empty()) return over();
    const Rule* rule = find_rule(code);
    auto [at, fresh] = footprints_.try_emplace(rule);
    if (fresh)
      for (const std::string_view text : rule->footprint) add(at->second, text, rule->focus);
    code_ = code;
    held_ = &at->second;
    places_.clear();
    places_[focus].insert(&held_->focus);
  }
  void over() { held_ = nullptr; }

  void attribute(Element e, Kind kind, unsigned column) override {
    if (!held_) return;
    ++reads;
    const std::string_view name = info(kind).attributes[column].name;
    for (const Node* n : places(e))
      if (n->attributes.count("*") || n->attributes.count(name)) return;
    complain(std::string(name) + " of " + std::string(info(kind).name));
  }
  void out(Element e, Relation r) override { step(e, r, true); }
  void in(Element e, Relation r) override { step(e, r, false); }
  void fact(std::string_view name) override {
    if (!held_) return;
    ++reads;
    if (!held_->facts.count(name)) complain(std::string(name));
  }

private:
  std::set<const Node*>& places(Element e) {
    auto [at, fresh] = places_.try_emplace(e);
    if (const auto all = held_->all.find(plain_.kind(e)); all != held_->all.end())
      at->second.insert(&all->second);
    return at->second;
  }
  void step(Element e, Relation r, bool out) {
    if (!held_) return;
    ++reads;
    const std::string way = (out ? ">" : "<") + std::string(info(r).name);
    std::set<const Node*> next;
    for (const Node* n : places(e))
      for (const std::string& name : {way, std::string(out ? ">*" : "<*")})
        if (const auto s = n->steps.find(name); s != n->steps.end()) next.insert(s->second.get());
    if (next.empty()) return complain(way + " at " + std::string(info(plain_.kind(e)).name));
    for (const Edge edge : out ? plain_.out(e, r) : plain_.in(e, r)) {
      std::set<const Node*>& there = places_[out ? edge.target : edge.source];
      there.insert(next.begin(), next.end());
    }
  }
  void complain(const std::string& what) {
    complaints.insert(std::string(code_) + " reads " + what + " outside its footprint");
  }

  const View plain_; // a view without a recorder
  std::map<const Rule*, Footprint> footprints_;
  const Footprint* held_ = nullptr;
  std::string_view code_;
  std::map<Element, std::set<const Node*>> places_;
};

void hold(std::string text, std::set<std::string>& complaints, std::size_t& reads,
          std::map<std::string, std::size_t>& found, std::string since = {}) {
  const auto snapshot = read_json(Text::own(std::move(text)));
  const View plain(snapshot);
  View recorded(snapshot);
  Held held(plain);
  recorded.recorder = &held;
  CheckOptions options;
  options.as_of = parse_date("2026-11-21");
  const auto every_pack = std::make_shared<Configuration>();
  every_pack->packs_on = static_cast<Pack>(0xFFFF);
  options.configurations.push_back(every_pack);
  options.consequences = true;
  std::optional<View> earlier; // what is read there is no part of the footprint
  if (!since.empty()) options.earlier = &earlier.emplace(read_json(Text::own(std::move(since))));
  const auto findings = run_checks(recorded, options);
  held.over();
  for (std::size_t i = 0; i < findings->size(); ++i) ++found[std::string(findings->rule(i).code)];
  complaints.insert(held.complaints.begin(), held.complaints.end());
  reads += held.reads;
}

// ---- documents -------------------------------------------------------------------------------------------
std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream s;
  s << in.rdbuf();
  return s.str();
}
std::vector<std::filesystem::path> files(const char* folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& e :
       std::filesystem::directory_iterator(std::filesystem::path(NORTHLINE_SOURCE_DIR) / folder))
    if (e.path().extension() == ".json" && e.path().string().find(".defects.") == std::string::npos)
      found.push_back(e.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Documents with a bit of everything that the registry knows, so that no branch of a check stays unread.
class Anything {
public:
  explicit Anything(unsigned seed) : dice_(seed) {}
  std::string document() {
    std::string d = "{\"northline\":1";
    members(d, Kind::strategy, "strategy");
    for (unsigned k = 1; k < kind_count; ++k) {
      d += ",\"" + std::string(info(static_cast<Kind>(k)).member) + "\":{";
      const unsigned n = below(each + 1);
      for (unsigned i = 0; i < n; ++i) {
        d += (i ? ",\"" : "\"") + id(static_cast<Kind>(k), i) + "\":{\"x\":{}";
        members(d, static_cast<Kind>(k), "");
        d += "}";
      }
      d += "}";
    }
    return d + "}";
  }

private:
  static constexpr unsigned each = 4;
  unsigned below(unsigned n) { return static_cast<unsigned>(dice_() % n); }
  static std::string id(Kind k, unsigned i) { return std::string(info(k).name) + "-" + std::to_string(i); }
  std::string day() {
    return "\"202" + std::to_string(6 + below(2)) + "-0" + std::to_string(1 + below(9)) + "-15\"";
  }
  std::string number(double low, double high) {
    const double from = std::max(low, -100.0), to = std::min(high, 100.0);
    double x = from + (to - from) * below(11) / 10;
    std::string s;
    append_number(s, x);
    return s;
  }
  std::string value(const AttributeInfo& a) {
    switch (a.type) {
    case Type::text:
      return below(6) ? "\"Some words\"" : "\"TBD\"";
    case Type::texts:
      return "[\"one\",\"two\"]";
    case Type::date:
      return day();
    case Type::integer:
      return std::to_string(static_cast<long>(std::max(a.low, 1.0)) + below(3));
    case Type::number:
    case Type::quantity:
    case Type::share:
    case Type::money:
      return number(a.low, a.high);
    case Type::boolean:
      return below(2) ? "true" : "false";
    case Type::choice:
    case Type::choices: {
      const auto values = enum_info(a.ref).values;
      const std::string v = "\"" + std::string(values[below(static_cast<unsigned>(values.size()))]) + "\"";
      return a.type == Type::choice ? v : "[" + v + "]";
    }
    case Type::cadence:
      return below(2) ? "\"weekly\"" : "{\"per_week\":3}";
    case Type::record:
    case Type::records: {
      std::string s;
      for (const AttributeInfo& part : record_info(a.ref).parts)
        if (below(3)) s += (s.empty() ? "\"" : ",\"") + std::string(part.name) + "\":" + value(part);
      return a.type == Type::record ? "{" + s + "}" : "[{" + s + "}]";
    }
    case Type::points:
      return "[[0,0],[1,1]]";
    case Type::interval:
      return "[0.1,0.2]";
    case Type::parameters:
      return "{\"a\":1}";
    case Type::object:
      return "{}";
    }
    return "null";
  }
  void members(std::string& d, Kind k, std::string_view) {
    for (const AttributeInfo& a : info(k).attributes) {
      if (below(2)) continue;
      // Most elements are alive, or few checks would have anything to say.
      d += ",\"" + std::string(a.name) + "\":" +
           (a.name == "status" && below(3) ? "\"active\""
            : a.name == "as_of"            ? "\"2026-11-21\""
                                           : value(a));
    }
    for (unsigned r = 0; r < relation_count; ++r) {
      const RelationInfo& relation = info(static_cast<Relation>(r));
      const KindSet ends = targets_of(relation.relation, k);
      if (!ends || below(3) == 0) continue;
      std::set<std::string> targets;
      for (unsigned n = 1 + below(3), tries = 0; targets.size() < n && tries < 40; ++tries) {
        const auto kind = static_cast<Kind>(below(kind_count));
        if (contains(ends, kind)) targets.insert(id(kind, below(each)));
      }
      std::string map;
      for (const std::string& target : targets) {
        std::string payload;
        for (const AttributeInfo& a : relation.attributes)
          if (below(2)) payload += (payload.empty() ? "\"" : ",\"") + std::string(a.name) + "\":" + value(a);
        map += (map.empty() ? "\"" : ",\"") + target + "\":{" + payload + "}";
      }
      if (!map.empty()) d += ",\"" + std::string(relation.name) + "\":{" + map + "}";
    }
  }
  std::mt19937 dice_;
};

} // namespace

TEST_CASE("Footprints are spelt in words of the registry") {
  for (unsigned i = 0; i < rule_table_size; ++i) {
    const Rule& rule = *rule_table[i];
    Footprint f;
    INFO(rule.code);
    // The engine itself speaks of suppressions and of checks that failed: those read nothing.
    const bool by_engine = rule.code == "NL015" || rule.code == "NL026" || rule.code == "NL040";
    CHECK(rule.footprint.empty() == by_engine);
    for (const std::string_view text : rule.footprint) {
      const std::string wrong = add(f, text, rule.focus);
      INFO(rule.code << " declares \"" << text << "\": " << wrong);
      CHECK(wrong.empty());
    }
    for (const std::string& fact : f.facts) {
      INFO(rule.code << " declares \"" << fact << "\", which is no fact.");
      CHECK(known_facts.count(fact) == 1);
    }
  }
}

TEST_CASE("A footprint with an unknown word is refused") {
  Footprint f;
  const KindSet goal = kinds(Kind::goal);
  CHECK(add(f, "dues", goal) != "");
  CHECK(add(f, ">suports", goal) != "");
  CHECK(add(f, ">found_in", goal) != "");
  CHECK(add(f, ">supports.dues", goal) != "");
  CHECK(add(f, "all goals.due", kinds(Kind::strategy)) != "");
  CHECK(add(f, "all goal.due", goal) != "");
  CHECK(add(f, "all goal.due", kinds(Kind::strategy)) == "");
  CHECK(add(f, ">supports.contribution", goal) == "");
  CHECK(add(f, "<part_of>uses.state", kinds(Kind::program)) == "");
}

TEST_CASE("The recorder sees a read outside the footprint") {
  const View plain(read_json(Text::own(
      R"({"northline":1,"goals":{"a":{"title":"A","due":"2027-01-01","supports":"b"},"b":{"due":"2027-01-01"}}})")));
  View view = plain;
  Held held(plain);
  view.recorder = &held;
  const Element a = view.find("a"), b = view.find("b");
  held.check("NL203", a); // may read the status of the goal and a fact
  view.get(field::common::status, a);
  held.fact("fact goal_graph");
  CHECK(held.complaints.empty());
  view.get(field::goal::due, view.as<Kind::goal>(a));
  CHECK(held.complaints.size() == 1);
  view.out(a, Relation::supports);
  CHECK(held.complaints.size() == 2);
  view.get(field::common::status, b); // nothing led there
  CHECK(held.complaints.size() == 3);
  held.fact("fact load");
  CHECK(held.complaints.size() == 4);
}

TEST_CASE("Checks read nothing outside their footprints") {
  std::set<std::string> complaints;
  std::size_t reads = 0, documents = 0;
  std::map<std::string, std::size_t> found;
  for (const auto& path : files("examples/strategies")) {
    hold(file(path), complaints, reads, found);
    ++documents;
  }
  for (const auto& path : files("examples/checks")) {
    const std::string text = file(path);
    const std::size_t at = json::find_member(text, text.find('{'), "bad");
    REQUIRE(at != std::string::npos);
    const std::size_t before = json::find_member(text, text.find('{'), "since");
    hold(text.substr(at, json::skip_value(text, at) - at), complaints, reads, found,
         before == std::string::npos ? std::string()
                                     : text.substr(before, json::skip_value(text, before) - before));
    ++documents;
  }
  for (unsigned seed = 1; seed <= 120; ++seed) {
    hold(Anything(seed).document(), complaints, reads, found);
    ++documents;
  }
  std::string all;
  for (const std::string& c : complaints) all += c + "\n";
  INFO(all);
  CHECK(complaints.empty());
  CHECK(reads > 10'000);
  CHECK(documents > 150);
  for (unsigned i = 0; i < rule_table_size; ++i) {
    INFO(rule_table[i]->code << " found nothing in any document, so nothing is known about what it reads.");
    CHECK(found[std::string(rule_table[i]->code)] > 0);
  }
}

TEST_CASE("Pages list the parameters of their checks") {
  for (unsigned i = 0; i < rule_table_size; ++i) {
    const Rule& rule = *rule_table[i];
    const std::string_view page = rule_page(rule);
    for (const Parameter& p : rule.parameters) {
      std::string value;
      append_number(value, p.value);
      // As a row of a table, or as an item of a list.
      const std::string row = "| `" + std::string(p.name) + "` | " + value + " |";
      const std::string item = "- `" + std::string(p.name) + "` (" + value + "):";
      INFO("docs/checks/" << rule.code << ".md does not list " << row);
      CHECK((page.find(row) != std::string_view::npos || page.find(item) != std::string_view::npos));
    }
    if (rule.parameters.empty()) {
      INFO("docs/checks/" << rule.code << ".md lists parameters that the check does not have.");
      CHECK(page.find("## Parameters\nNone.") != std::string_view::npos);
    }
  }
}
