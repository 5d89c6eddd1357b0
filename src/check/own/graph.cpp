#include "check/own/graph.hpp"

#include "base/json_text.hpp"
#include "check/reading.hpp"
#include "facts/load.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace northline {

namespace {

using CelType = cel::Type;
using CelKind = cel::Kind;
using cel::Meter;
using cel::Value;

/// A field's number: how it is found in the upper byte, which one below.
enum How : std::uint32_t {
  own, ///< id, kind, latest
  attribute_,
  range_,     ///< low, likely and high of a quantity
  out_,       ///< along a relation
  in_,        ///< against a relation
  joined_,    ///< elements of one kind along or against any relation
  all_of_,    ///< all elements of one kind, from the strategy
  out_links_, ///< the relations of one type that start here, each with what it says
  in_links_,  ///< those that end here
};
constexpr std::uint32_t number(How how, std::uint32_t which) {
  return static_cast<std::uint32_t>(how) << 24 | which;
}
constexpr std::uint32_t of(Kind kind, int column) {
  return static_cast<std::uint32_t>(kind) << 8 | static_cast<std::uint32_t>(column);
}
enum Own : std::uint32_t { own_id, own_kind, own_latest };

constexpr std::string_view links_ending = "_links";
/// Fields of a link beside the relation's attributes, whose numbers come first.
enum Ends : std::uint32_t { link_from = 1000, link_to, link_relation, link_range };

bool is_quantity(Type t) { return t == Type::quantity || t == Type::share || t == Type::money; }

CelType list_of(CelKind k) { return CelType::list(CelType::of(k)); }
CelType type_of(const AttributeInfo& a) {
  switch (a.type) {
  case Type::text:
  case Type::choice:
    return CelType::of(CelKind::text);
  case Type::texts:
  case Type::choices:
    return list_of(CelKind::text);
  case Type::date:
    return CelType::of(CelKind::timestamp);
  case Type::number:
  case Type::integer:
  case Type::quantity:
  case Type::share:
  case Type::money:
  case Type::cadence: // times a week
    return CelType::of(CelKind::real);
  case Type::boolean:
    return CelType::of(CelKind::boolean);
  case Type::record:
    return CelType::an_object(GraphTypes::record | static_cast<std::uint32_t>(a.ref));
  case Type::records:
    return CelType::list(CelType::an_object(GraphTypes::record | static_cast<std::uint32_t>(a.ref)));
  case Type::points:
    return CelType::list(list_of(CelKind::real));
  case Type::interval:
    return list_of(CelKind::real);
  case Type::parameters:
    return CelType::map(CelType::of(CelKind::text), CelType::of(CelKind::real));
  case Type::object:
    return CelType::map(CelType::of(CelKind::text), CelType::dyn());
  }
  return CelType::dyn();
}

/// "needed first by" as a name.
std::string as_name(std::string_view words) {
  std::string s(words);
  for (char& c : s)
    if (c == ' ' || c == '-') c = '_';
  return s;
}

/// Relations that join without belonging together: order, opposition and succession.
bool joins(Relation r) {
  return r != Relation::conflicts_with && r != Relation::depends_on && r != Relation::challenges &&
         r != Relation::takes_stance;
}
/// Kinds that elements of a kind are joined with by relations of one type.
KindSet sources_of(Relation r, Kind target) {
  KindSet all = 0;
  for (unsigned k = 0; k < kind_count; ++k)
    if (contains(info(r).from, static_cast<Kind>(k)) && contains(targets_of(r, static_cast<Kind>(k)), target))
      all |= kinds(static_cast<Kind>(k));
  return all;
}
bool joined(Kind a, Kind b) {
  if (a == b) return false;
  for (unsigned i = 0; i < relation_count; ++i) {
    const auto r = static_cast<Relation>(i);
    if (joins(r) && (contains(targets_of(r, a), b) || contains(targets_of(r, b), a))) return true;
  }
  return false;
}

/// The field of one kind, or no_field.
std::uint32_t field_of_kind(Kind kind, std::string_view name, CelType& out) {
  if (name == "id" || name == "kind") {
    out = CelType::of(CelKind::text);
    return number(own, name == "id" ? own_id : own_kind);
  }
  if (const int column = find_attribute(kind, name); column >= 0) {
    out = type_of(info(kind).attributes[static_cast<std::size_t>(column)]);
    return number(attribute_, of(kind, column));
  }
  if (name.ends_with("_range"))
    if (const int column = find_attribute(kind, name.substr(0, name.size() - 6));
        column >= 0 && is_quantity(info(kind).attributes[static_cast<std::size_t>(column)].type)) {
      out = CelType::map(CelType::of(CelKind::text), CelType::of(CelKind::real));
      return number(range_, of(kind, column));
    }
  if (kind == Kind::metric && name == "latest") {
    out = CelType::an_object(GraphTypes::reading);
    return number(own, own_latest);
  }
  if (const int r = find_relation(name); r >= 0) {
    const KindSet targets = targets_of(static_cast<Relation>(r), kind);
    if (targets != 0) {
      out = CelType::list(CelType::an_object(targets));
      return number(out_, static_cast<std::uint32_t>(r));
    }
  }
  const auto inverse = [&](std::string_view wanted) {
    for (unsigned r = 0; r < relation_count; ++r) {
      const auto relation = static_cast<Relation>(r);
      if (contains(info(relation).to, kind) && as_name(info(relation).inverse) == wanted &&
          sources_of(relation, kind) != 0)
        return static_cast<int>(r);
    }
    return -1;
  };
  if (const int r = inverse(name); r >= 0) {
    out = CelType::list(CelType::an_object(sources_of(static_cast<Relation>(r), kind)));
    return number(in_, static_cast<std::uint32_t>(r));
  }
  if (name.ends_with(links_ending)) {
    const std::string_view relation = name.substr(0, name.size() - links_ending.size());
    const int forward = find_relation(relation);
    const bool starts = forward >= 0 && targets_of(static_cast<Relation>(forward), kind) != 0;
    if (const int r = starts ? forward : inverse(relation); r >= 0) {
      out = CelType::list(CelType::an_object(GraphTypes::link | static_cast<std::uint32_t>(r)));
      return number(starts ? out_links_ : in_links_, static_cast<std::uint32_t>(r));
    }
  }
  if (const int member = find_kind_member(name); member > 0) {
    const auto other = static_cast<Kind>(member);
    if (kind == Kind::strategy || joined(kind, other)) {
      out = CelType::list(CelType::an_object(kinds(other)));
      return number(kind == Kind::strategy ? all_of_ : joined_, static_cast<std::uint32_t>(member));
    }
  }
  return cel::Host::no_field;
}

Value timestamp(Date d) { return Value::timestamp({static_cast<std::int64_t>(d.days) * 86'400, 0}); }

Value text(std::string_view s, Meter& meter) {
  meter.step(s.size() / 64);
  meter.allocate(cel::text_bytes(s.size()));
  return Value::text(std::string(s));
}

} // namespace

// ---- types
// --------------------------------------------------------------------------------------------------

std::string GraphTypes::name(std::uint32_t type) const {
  if (type & record) return std::string(record_info(static_cast<Ref>(type & ~record)).name);
  if (type & reading) return "reading";
  if (type & link) return std::string(info(static_cast<Relation>(type & ~link)).name) + " link";
  if (std::popcount(type) > 4) return "element";
  std::string s;
  for (unsigned k = 0; k < kind_count; ++k)
    if (contains(type, static_cast<Kind>(k)))
      s += (s.empty() ? "" : " or ") + std::string(info(static_cast<Kind>(k)).name);
  return s;
}

std::uint32_t GraphTypes::find_field(std::uint32_t type, std::string_view field, cel::Type& out) const {
  if (type & record) {
    const auto ref = static_cast<Ref>(type & ~record);
    const int part = find_part(ref, field);
    if (part < 0) return cel::Host::no_field;
    out = type_of(record_info(ref).parts[static_cast<std::size_t>(part)]);
    return static_cast<std::uint32_t>(part);
  }
  if (type & reading) {
    if (field != "value" && field != "date") return cel::Host::no_field;
    out = CelType::of(field == "value" ? CelKind::real : CelKind::timestamp);
    return field == "value" ? 0 : 1;
  }
  if (type & link) {
    const auto relation = static_cast<Relation>(type & ~link);
    if (field == "from" || field == "to") {
      out = CelType::an_object(field == "from" ? info(relation).from : info(relation).to);
      return field == "from" ? link_from : link_to;
    }
    if (field == "relation") {
      out = CelType::of(CelKind::text);
      return link_relation;
    }
    if (field == "x") return cel::Host::no_field; // reading keeps it as text and does not look into it
    if (const int column = find_relation_attribute(relation, field); column >= 0) {
      out = type_of(info(relation).attributes[static_cast<std::size_t>(column)]);
      return static_cast<std::uint32_t>(column);
    }
    if (!field.ends_with("_range")) return cel::Host::no_field;
    const int column = find_relation_attribute(relation, field.substr(0, field.size() - 6));
    if (column < 0 || !is_quantity(info(relation).attributes[static_cast<std::size_t>(column)].type))
      return cel::Host::no_field;
    out = CelType::map(CelType::of(CelKind::text), CelType::of(CelKind::real));
    return link_range + static_cast<std::uint32_t>(column);
  }
  // What one of the kinds has can be asked of all; those without it have no value there.
  std::uint32_t found = cel::Host::no_field;
  for (unsigned k = 0; k < kind_count; ++k) {
    if (!contains(type, static_cast<Kind>(k))) continue;
    CelType t;
    const std::uint32_t f = field_of_kind(static_cast<Kind>(k), field, t);
    if (f == cel::Host::no_field) continue;
    if (found == cel::Host::no_field) {
      found = f;
      out = t;
    } else if (t.kind == CelKind::list && out.kind == CelKind::list && t.item().kind == CelKind::object &&
               out.item().kind == CelKind::object && is_element(t.item().object) &&
               is_element(out.item().object)) {
      out = CelType::list(CelType::an_object(t.item().object | out.item().object));
    } else if (!(t == out)) {
      out = CelType::dyn();
    }
  }
  return found;
}

std::vector<std::string> GraphTypes::field_names(std::uint32_t type) const {
  std::vector<std::string> all;
  if (type & record) {
    for (const AttributeInfo& a : record_info(static_cast<Ref>(type & ~record)).parts)
      all.emplace_back(a.name);
    return all;
  }
  if (type & reading) return {"value", "date"};
  if (type & link) {
    all = {"from", "to", "relation"};
    for (const AttributeInfo& a : info(static_cast<Relation>(type & ~link)).attributes) {
      if (a.type == Type::object) continue;
      all.emplace_back(a.name);
      if (is_quantity(a.type)) all.push_back(std::string(a.name) + "_range");
    }
    return all;
  }
  std::vector<std::string> asked{"id", "kind", "latest"};
  for (unsigned k = 0; k < kind_count; ++k) {
    if (k > 0) asked.emplace_back(info(static_cast<Kind>(k)).member);
    if (!contains(type, static_cast<Kind>(k))) continue;
    for (const AttributeInfo& a : info(static_cast<Kind>(k)).attributes) {
      asked.emplace_back(a.name);
      if (is_quantity(a.type)) asked.push_back(std::string(a.name) + "_range");
    }
  }
  for (unsigned r = 0; r < relation_count; ++r) {
    for (const std::string& name : {std::string(info(static_cast<Relation>(r)).name),
                                    as_name(info(static_cast<Relation>(r)).inverse)}) {
      asked.push_back(name);
      asked.push_back(name + std::string(links_ending));
    }
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  CelType t;
  for (std::string& s : asked)
    if (find_field(type, s, t) != cel::Host::no_field) all.push_back(std::move(s));
  return all;
}

// ---- values
// -------------------------------------------------------------------------------------------------

bool Graph::sees(Element e) const { return all_ || e == root_element || in_force(view_, e); }

Value Graph::element(Element e) const { return Value::object(*this, kinds(view_.kind(e)), e); }

std::uint32_t Graph::find_field(std::uint32_t type, std::string_view name) const {
  CelType t;
  return types_.find_field(type, name, t);
}

Value Graph::nothing(Element e, std::string_view name) const {
  return Value::error("The " + describe(view_, e) + " has no " + std::string(name) +
                      "; has() asks whether there is one.");
}

bool Graph::in_delta(std::string_view t) const { return t.data() != view_.base().text().data(); }

bool Graph::has(const Value& object, std::uint32_t field, Meter& meter) const {
  const Value v = get(object, field, meter);
  if (v.is(CelKind::list)) return !v.as_list().empty();
  return !v.is_error();
}

Value Graph::get(const Value& object, std::uint32_t field, Meter& meter) const {
  meter.step();
  const std::uint32_t type = object.object_type();
  if (type & GraphTypes::record) {
    const AttributeInfo& part = record_info(static_cast<Ref>(type & ~GraphTypes::record)).parts[field];
    const bool delta = (object.handle() >> 32) != 0;
    const std::string_view t = delta ? view_.overlay()->delta().text() : view_.base().text();
    const auto at = static_cast<std::size_t>(object.handle() & 0xFFFFFFFF);
    const std::size_t value = t[at] == '{' ? json::find_member(t, at, part.name) : std::string_view::npos;
    if (value != std::string_view::npos) return written(part, t, value, delta, meter);
    if (type_of(part).kind == CelKind::list) return Value::list({});
    return Value::error("This " + types_.name(type) + " has no " + std::string(part.name) +
                        "; has() asks whether there is one.");
  }
  if (type & GraphTypes::link) return link_field(object, field, meter);
  const auto e = static_cast<Element>(object.handle());
  if (type & GraphTypes::reading) {
    const Value whole = latest(e);
    if (whole.is_error()) return whole;
    return whole.as_list()[field];
  }
  return field_of(e, field, meter);
}

Value Graph::field_of(Element e, std::uint32_t field, Meter& meter) const {
  const auto how = static_cast<How>(field >> 24);
  const std::uint32_t which = field & 0xFFFFFF;
  const Kind kind = view_.kind(e);
  switch (how) {
  case own:
    if (which == own_id) return text(view_.id(e), meter);
    if (which == own_kind) return text(info(kind).name, meter);
    if (kind != Kind::metric) return nothing(e, "latest value");
    if (const Value v = latest(e); v.is_error()) return v;
    return Value::object(*this, GraphTypes::reading, e);
  case attribute_:
  case range_: {
    const AttributeInfo& meant = info(static_cast<Kind>(which >> 8)).attributes[which & 0xFF];
    const int column = static_cast<Kind>(which >> 8) == kind ? static_cast<int>(which & 0xFF)
                                                             : find_attribute(kind, meant.name);
    if (column < 0) return nothing(e, meant.name);
    return how == range_ ? range(e, static_cast<unsigned>(column), meter)
                         : attribute(e, static_cast<unsigned>(column), meter);
  }
  default:
    return step(e, how, which, meter);
  }
}

Value Graph::attribute(Element e, unsigned column, Meter& meter) const {
  const View::Where w = view_.where(e);
  const Kind kind = w.home->kind(w.local);
  const AttributeInfo& a = info(kind).attributes[column];
  return cell(*w.home, w.home->cells(kind), a, column, w.local - w.home->first(kind), meter,
              [&] { return nothing(e, a.name); });
}

template <class Nothing>
Value Graph::cell(const Snapshot& home, const ColumnSet& cells, const AttributeInfo& a, unsigned column,
                  std::size_t row, Meter& meter, const Nothing& absent) const {
  const bool delta = &home != &view_.base();
  switch (a.type) {
  case Type::number:
  case Type::integer: {
    const double x = cells.number(column, row);
    return known(x) ? Value::real(x) : absent();
  }
  case Type::quantity:
  case Type::share:
  case Type::money: {
    const Quantity q = home.quantity(cells.number(column, row));
    return q.known() ? Value::real(q.point()) : absent();
  }
  case Type::date: {
    const std::uint32_t word = cells.word(column, row);
    return word ? timestamp({static_cast<std::int32_t>(word - date_bias)}) : absent();
  }
  case Type::boolean: {
    const auto m = static_cast<Maybe>(cells.byte(column, row));
    return m == Maybe::unknown ? absent() : Value::boolean(m == Maybe::yes);
  }
  case Type::choice: {
    const std::uint8_t code = cells.byte(column, row);
    return code ? text(enum_info(a.ref).values[code - 1U], meter) : absent();
  }
  case Type::choices: {
    const std::uint32_t bits = cells.word(column, row);
    cel::List all;
    for (std::size_t i = 0; i < enum_info(a.ref).values.size(); ++i)
      if (bits >> (i + 1) & 1U) all.push_back(text(enum_info(a.ref).values[i], meter));
    meter.allocate(cel::list_bytes(all.size()));
    return Value::list(std::move(all));
  }
  case Type::cadence: {
    const double x = times_a_week(Raw{home.text(), cells.word(column, row)});
    return known(x) ? Value::real(x) : absent();
  }
  default: {
    const std::uint32_t at = cells.word(column, row);
    if (at) return written(a, home.text(), at, delta, meter);
    return type_of(a).kind == CelKind::list ? Value::list({}) : absent();
  }
  }
}

Value Graph::range(Element e, unsigned column, Meter& meter) const {
  const View::Where w = view_.where(e);
  const Kind kind = w.home->kind(w.local);
  const Quantity q = w.home->quantity(w.home->cells(kind).number(column, w.local - w.home->first(kind)));
  return range_of(q, meter, [&] { return nothing(e, info(kind).attributes[column].name); });
}

template <class Nothing> Value Graph::range_of(const Quantity& q, Meter& meter, const Nothing& absent) const {
  if (!q.known()) return absent();
  std::vector<cel::Map::Entry> entries;
  entries.emplace_back(Value::text("low"), Value::real(q.low));
  entries.emplace_back(Value::text("likely"), Value::real(q.likely));
  entries.emplace_back(Value::text("high"), Value::real(q.high));
  std::string problem;
  return Value::map(cel::Map::make(std::move(entries), meter, problem));
}

Value Graph::step(Element e, std::uint32_t how, std::uint32_t which, Meter& meter) const {
  cel::List all;
  const auto add = [&](Element other) {
    meter.step();
    if (!view_.alive(other) || !sees(other)) return;
    meter.allocate(sizeof(Value));
    all.push_back(element(other));
  };
  if (how == out_links_ || how == in_links_) {
    const auto relation = static_cast<Relation>(which);
    const std::uint32_t type = GraphTypes::link | which;
    const auto add_link = [&](const Edge& edge, Element other) {
      meter.step();
      if (!view_.alive(other) || !sees(other)) return;
      meter.allocate(sizeof(Value) + 2 * sizeof(Edge));
      const std::uint64_t handle = static_cast<std::uint64_t>(edge.home != &view_.base()) << 32 | edge.index;
      links_.emplace(std::uint64_t{type} << 34 | handle, edge);
      all.push_back(Value::object(*this, type, handle));
    };
    if (how == out_links_)
      for (const Edge edge : view_.out(e, relation)) add_link(edge, edge.target);
    else
      for (const Edge edge : view_.in(e, relation)) add_link(edge, edge.source);
  } else if (how == out_) {
    for (const Edge edge : view_.out(e, static_cast<Relation>(which))) add(edge.target);
  } else if (how == in_) {
    for (const Edge edge : view_.in(e, static_cast<Relation>(which))) add(edge.source);
  } else if (how == all_of_) {
    view_.each(static_cast<Kind>(which), add);
  } else {
    const auto other = static_cast<Kind>(which);
    const Kind kind = view_.kind(e);
    std::vector<Element> found;
    for (unsigned i = 0; i < relation_count; ++i) {
      const auto r = static_cast<Relation>(i);
      if (!joins(r)) continue;
      const auto note = [&](Element x) {
        meter.step();
        if (view_.alive(x) && view_.is(x, other)) found.push_back(x);
      };
      if (contains(targets_of(r, kind), other))
        for (const Edge edge : view_.out(e, r)) note(edge.target);
      if (contains(targets_of(r, other), kind))
        for (const Edge edge : view_.in(e, r)) note(edge.source);
    }
    std::sort(found.begin(), found.end()); // each once, in the order of the document
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const Element x : found) add(x);
  }
  meter.allocate(cel::list_bytes(0));
  return Value::list(std::move(all));
}

const Edge& Graph::edge(const Value& link) const {
  return links_.at(std::uint64_t{link.object_type()} << 34 | link.handle());
}

Value Graph::link_field(const Value& link, std::uint32_t field, Meter& meter) const {
  const Edge& e = edge(link);
  const RelationInfo& r = info(e.relation);
  if (field == link_from) return element(e.source);
  if (field == link_to) return element(e.target);
  if (field == link_relation) return text(r.name, meter);
  const bool whole = field >= link_range;
  const unsigned column = whole ? field - link_range : field;
  const AttributeInfo& a = r.attributes[column];
  const auto absent = [&] {
    return Value::error("The relation " + std::string(r.name) + " from " + describe(view_, e.source) +
                        " to " + describe(view_, e.target) + " has no " + std::string(a.name) +
                        "; has() asks whether there is one.");
  };
  const ColumnSet& cells = e.home->edges(e.relation).cells;
  if (whole) return range_of(e.home->quantity(cells.number(column, e.index)), meter, absent);
  return cell(*e.home, cells, a, column, e.index, meter, absent);
}

/// Value and date of the observation that ends last, not after the day the checks speak of.
Value Graph::latest(Element e) const {
  const auto all = readings(view_.get(field::metric::observations, view_.as<Kind::metric>(e)));
  const Reading* best = nullptr;
  for (const Reading& r : all) {
    if (!known(r.value) || !r.last.known() || (as_of_.known() && r.last > as_of_)) continue;
    if (!best || r.last >= best->last) best = &r;
  }
  if (!best) return nothing(e, "latest value");
  return Value::list({Value::real(best->value), timestamp(best->last)});
}

Value Graph::written(const AttributeInfo& a, std::string_view t, std::size_t at, bool delta,
                     Meter& meter) const {
  const auto wrong = [&] { return Value::error("The " + std::string(a.name) + " cannot be read."); };
  const auto record_at = [&](std::size_t where) {
    return Value::object(*this, GraphTypes::record | static_cast<std::uint32_t>(a.ref),
                         static_cast<std::uint64_t>(delta) << 32 | where);
  };
  std::string scratch;
  switch (a.type) {
  case Type::text:
  case Type::choice:
    return t[at] == '"' ? text(json::string_at(t, at, scratch), meter) : wrong();
  case Type::date: {
    const Date d = t[at] == '"' ? parse_date(json::raw_string(t, at)) : Date{};
    return d.known() ? timestamp(d) : wrong();
  }
  case Type::quantity:
  case Type::share:
  case Type::money:
    if (t[at] == '{') {
      const auto member = [&](std::string_view name) {
        const std::size_t m = json::find_member(t, at, name);
        const Value v = m == std::string_view::npos ? Value() : json(t, m, meter, 0);
        return v.is(CelKind::real) ? v.as_real() : unknown_number;
      };
      double x = member("likely");
      if (!known(x)) x = (member("low") + member("high")) / 2;
      if (a.type == Type::money && !known(x)) {
        const double rate = member("rate");
        const bool foreign = json::find_member(t, at, "currency") != std::string_view::npos;
        x = member("value") * (known(rate) ? rate : foreign ? unknown_number : 1.0);
      }
      return known(x) ? Value::real(x) : wrong();
    }
    [[fallthrough]];
  case Type::number:
  case Type::integer: {
    const Value v = json(t, at, meter, 0);
    return v.is(CelKind::real) ? v : wrong();
  }
  case Type::cadence: {
    const double x = times_a_week(Raw{t, static_cast<std::uint32_t>(at)});
    return known(x) ? Value::real(x) : wrong();
  }
  case Type::boolean: {
    const Value v = json(t, at, meter, 0);
    return v.is(CelKind::boolean) ? v : wrong();
  }
  case Type::record:
    return t[at] == '{' ? record_at(at) : wrong();
  case Type::records: {
    if (t[at] != '[') return wrong();
    cel::List all;
    for (json::Walker k(t, at); k.next();) {
      meter.step();
      meter.allocate(sizeof(Value));
      if (t[k.value_at()] == '{') all.push_back(record_at(k.value_at()));
    }
    return Value::list(std::move(all));
  }
  default:
    return json(t, at, meter, 0);
  }
}

Value Graph::json(std::string_view t, std::size_t at, Meter& meter, unsigned depth) const {
  meter.step();
  std::string scratch;
  switch (t[at]) {
  case '"':
    return text(json::string_at(t, at, scratch), meter);
  case 't':
    return Value::boolean(true);
  case 'f':
    return Value::boolean(false);
  case 'n':
    return {};
  case '[': {
    if (depth > 60) return Value::error("The value is nested too deeply.");
    cel::List all;
    for (json::Walker k(t, at); k.next();) {
      meter.allocate(sizeof(Value));
      all.push_back(json(t, k.value_at(), meter, depth + 1));
      if (all.back().is_error()) return all.back();
    }
    return Value::list(std::move(all));
  }
  case '{': {
    if (depth > 60) return Value::error("The value is nested too deeply.");
    std::vector<cel::Map::Entry> all;
    for (json::Walker k(t, at); k.next();) {
      Value v = json(t, k.value_at(), meter, depth + 1);
      if (v.is_error()) return v;
      all.emplace_back(text(json::decode(k.raw_key(), scratch), meter), std::move(v));
    }
    std::string problem;
    auto map = cel::Map::make(std::move(all), meter, problem);
    return map ? Value::map(std::move(map)) : Value::error(problem);
  }
  default:
    return Value::real(json::number_at(t, at));
  }
}

} // namespace northline
