#include "score/numbers.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "facts/load.hpp"
#include "model/places.hpp"

#include <algorithm>

namespace northline {
namespace {

/// Where a column lies in the tables.
struct Home {
  Kind kind;         ///< of columns before first_edge_column
  Relation relation; ///< of the others
  unsigned column;
};

template <Kind K, Type T, class E> constexpr Home home(Field<K, T, E> f) { return {K, {}, f.column}; }
template <Relation R, Type T, class E> constexpr Home home(EdgeField<R, T, E> f) {
  return {Kind::strategy, R, f.column};
}

constexpr Home homes[] = {home(field::goal::importance),
                          home(field::goal::reach_needed),
                          home(field::goal::lag),
                          home(field::insight::intensity),
                          home(field::stakeholder::influence),
                          home(field::resource::capacity),
                          home(field::resource::committed),
                          home(field::resource::slack),
                          home(field::program::duration),
                          home(field::activity::hours_each),
                          home(field::activity::cadence),
                          home(field::capability::maturity),
                          home(field::capability::required),
                          home(edge_field::supports::contribution),
                          home(edge_field::refines::weight),
                          home(edge_field::contributes_to::contribution),
                          home(edge_field::addresses::degree),
                          home(edge_field::serves::priority),
                          home(edge_field::present_on::share),
                          home(edge_field::reaches::share),
                          home(edge_field::uses::degree),
                          home(edge_field::consumes::hours_per_week),
                          home(edge_field::consumes::money),
                          home(edge_field::needs::level),
                          home(edge_field::depends_on::lag)};
static_assert(std::size(homes) == static_cast<unsigned>(NumberColumn::parameter));

constexpr std::string_view scoring_names[] = {
    "no_findings", "late_assessment", "validity_days", "slack_worth", "group_owner", "no_outcome",
    "culture",     "leadership",      "governance",    "technology",  "own_share"};
static_assert(std::size(scoring_names) + dimension_count == static_cast<unsigned>(ScoringNumber::count_));
constexpr unsigned first_leaf = static_cast<unsigned>(ScoringNumber::leaf_culture) - dimension_count;

bool is_edge(unsigned c) { return c >= static_cast<unsigned>(first_edge_column); }

std::uint32_t rows_of(const Snapshot& s, unsigned c) {
  return is_edge(c) ? static_cast<std::uint32_t>(s.edges(homes[c].relation).size()) : s.count(homes[c].kind);
}

/// The number of `{"per_week": n}`; NaN for cadences in words and rules.
double per_week(Raw cadence) {
  if (!cadence.known() || cadence.text[cadence.at] != '{' ||
      json::find_member(cadence.text, cadence.at, "per_week") == std::string_view::npos)
    return unknown_number;
  return times_a_week(cadence);
}

/// Where a weight or parameter of `scoring` stands in the text; npos if it is not written.
std::size_t scoring_at(const Snapshot& s, unsigned index) {
  std::size_t at = s.member_at(DocumentMember::scoring);
  if (at == 0 || s.text()[at] != '{') return std::string_view::npos;
  const auto enter = [&](std::string_view name) {
    if (at == std::string_view::npos || s.text()[at] != '{') {
      at = std::string_view::npos;
      return;
    }
    at = json::find_member(s.text(), at, name);
  };
  if (index < dimension_count) {
    enter("weights");
    enter(dimension_name(static_cast<Dimension>(index)));
  } else {
    index -= dimension_count;
    enter("parameters");
    if (index >= first_leaf && index < first_leaf + 4) enter("leaves");
    enter(scoring_names[index]);
  }
  return at;
}

} // namespace

Numbers::Numbers(const View& view)
    : view_(&view), base_(&view.base()), delta_(view.overlay() ? &view.overlay()->delta() : nullptr) {
  std::uint32_t n = 1; // 0 is no number
  for (unsigned c = 0; c < number_columns; ++c) {
    first_[c] = n;
    if (c == static_cast<unsigned>(NumberColumn::parameter)) {
      n += static_cast<std::uint32_t>(ScoringNumber::count_);
      continue;
    }
    base_count_[c] = rows_of(*base_, c);
    n += base_count_[c] + (delta_ ? rows_of(*delta_, c) : 0);
  }
  first_[number_columns] = n;
  const Snapshot& root = *view.where(root_element).home;
  for (unsigned i = 0; i < static_cast<unsigned>(ScoringNumber::count_); ++i)
    if (scoring_at(root, i) != std::string_view::npos) scoring_written_ |= 1U << i;
}

NumberColumn Numbers::column_of(NumberId id) const {
  const auto after = std::upper_bound(first_.begin(), first_.end(), id);
  return static_cast<NumberColumn>(after - first_.begin() - 1);
}

Number Numbers::at(NumberId id) const {
  Number n;
  n.id = id;
  n.column = column_of(id);
  const unsigned c = static_cast<unsigned>(n.column);
  std::uint32_t row = id - first_[c];
  if (n.column == NumberColumn::parameter) {
    n.element = root_element;
    const Snapshot& root = *view_->where(root_element).home;
    const std::size_t at = scoring_at(root, row);
    if (at != std::string_view::npos) n.low = n.value = n.high = json::number_at(root.text(), at);
    return n;
  }
  const bool changed = row >= base_count_[c];
  const Snapshot& s = changed ? *delta_ : *base_;
  if (changed) row -= base_count_[c];
  const auto handle = [&](Element local) { return changed ? view_->overlay()->handle(local) : local; };
  const auto set = [&](double cell) {
    const Quantity q = s.quantity(cell);
    n.low = q.low;
    n.value = q.likely;
    n.high = q.high;
  };
  if (is_edge(c)) {
    const EdgeTable& t = s.edges(homes[c].relation);
    n.element = handle(t.source[row]);
    n.target = t.target[row];
    if (!changed && delta_ && view_->overlay()->overlaid(n.element)) return n; // counts no longer
    set(t.cells.number(homes[c].column, row));
    return n;
  }
  const Element local = s.first(homes[c].kind) + row;
  n.element = handle(local);
  if (n.element == no_element || (!changed && delta_ && view_->overlay()->overlaid(local))) return n;
  if (n.column == NumberColumn::activity_per_week)
    n.low = n.value = n.high = per_week(Raw{s.text(), s.cells(homes[c].kind).word(homes[c].column, row)});
  else
    set(s.cells(homes[c].kind).number(homes[c].column, row));
  return n;
}

std::vector<Number> Numbers::all() const {
  std::vector<Number> found;
  for (NumberId id = 1; id < limit(); ++id) {
    Number n = at(id);
    if (known(n.value) && view_->alive(n.element) && (n.target == no_element || view_->alive(n.target)))
      found.push_back(n);
  }
  return found;
}

View with_values(const View& view, std::span<const NumberId> ids, std::span<const double> values) {
  if (view.overlay())
    throw Error(Status::invalid_argument,
                "Other values can be set only in a strategy without pending edits; fold them first.");
  const Numbers numbers(view);
  auto copy = std::make_shared<Snapshot>(view.base());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!numbers.settable(ids[i]))
      throw Error(Status::invalid_argument,
                  "A number that is read as text (a cadence, a parameter of the score) cannot be set here.");
    const Number n = numbers.at(ids[i]);
    const unsigned c = static_cast<unsigned>(n.column);
    // The copy is ours alone until it is handed out.
    const ColumnSet& cells = is_edge(c) ? copy->edges(homes[c].relation).cells : copy->cells(homes[c].kind);
    auto& column = const_cast<ColumnSet&>(cells).columns()[homes[c].column].numbers;
    const std::uint32_t row = is_edge(c) ? ids[i] - numbers.of(n.column, Edge{&view.base(), {}, 0, 0, 0})
                                         : n.element - view.base().first(homes[c].kind);
    if (row >= column.size()) column.resize(row + 1, unknown_number);
    column[row] = values[i];
  }
  return View(std::move(copy));
}

std::string_view number_relation(NumberColumn column) {
  const unsigned c = static_cast<unsigned>(column);
  return column != NumberColumn::parameter && is_edge(c) ? info(homes[c].relation).name : std::string_view{};
}

std::string number_name(const Numbers& numbers, const Number& n) {
  const unsigned c = static_cast<unsigned>(n.column);
  if (n.column == NumberColumn::parameter) {
    const unsigned i = n.id - numbers.weight_of(Dimension::direction);
    if (i < dimension_count) return "weights/" + std::string(dimension_name(static_cast<Dimension>(i)));
    const std::string name(scoring_names[i - dimension_count]);
    return i - dimension_count >= first_leaf && i - dimension_count < first_leaf + 4 ? "leaves/" + name
                                                                                     : name;
  }
  if (n.column == NumberColumn::activity_per_week) return "cadence/per_week";
  return std::string(is_edge(c) ? info(homes[c].relation).attributes[homes[c].column].name
                                : info(homes[c].kind).attributes[homes[c].column].name);
}

namespace {

/// The numbers of one quantity in the text; `home` is the document's currency.
void quantity_numbers(std::string_view text, std::size_t at, const std::string& pointer, double factor,
                      const std::string& home, std::vector<WrittenNumber>& found) {
  if (json::starts_number(text, at)) {
    found.push_back({pointer, json::number_at(text, at), factor});
    return;
  }
  if (text[at] != '{') return;
  const auto member = [&](std::string_view name) { return json::find_member(text, at, name); };
  constexpr auto none = std::string_view::npos;
  if (const std::size_t value = member("value"); value != none) {
    // Foreign money is amount times rate, and the rate moves it by the amount.
    const std::size_t currency = member("currency"), rate = member("rate");
    std::string scratch;
    const bool foreign =
        currency != none && text[currency] == '"' && json::string_at(text, currency, scratch) != home;
    if (foreign && rate == none) return; // unknown
    const double times = foreign ? json::number_at(text, rate) : 1;
    std::vector<WrittenNumber> amount;
    quantity_numbers(text, value, pointer + "/value", times * factor, home, amount);
    double plain = 0;
    for (WrittenNumber& w : amount) {
      plain += amount.size() == 2 ? w.value / 2 : w.value;
      found.push_back(std::move(w));
    }
    if (foreign) found.push_back({pointer + "/rate", times, plain * factor});
    return;
  }
  const std::size_t low = member("low"), likely = member("likely"), high = member("high");
  if (likely != none) {
    found.push_back({pointer + "/likely", json::number_at(text, likely), factor});
  } else if (low != none && high != none) {
    found.push_back({pointer + "/low", json::number_at(text, low), factor / 2});
    found.push_back({pointer + "/high", json::number_at(text, high), factor / 2});
  }
}

} // namespace

NumberPlaces::NumberPlaces(const View& view)
    : numbers_(view), home_(view.text(field::strategy::currency, ElementOf<Kind::strategy>{root_element})) {}

std::vector<WrittenNumber> NumberPlaces::of(const Number& n) {
  const View& view = numbers_.view();
  std::vector<WrittenNumber> found;
  const unsigned c = static_cast<unsigned>(n.column);
  const View::Where w = view.where(n.element);
  const std::string_view text = w.home->text();
  constexpr auto none = std::string_view::npos;
  if (n.column == NumberColumn::parameter) {
    const unsigned i = n.id - numbers_.weight_of(Dimension::direction);
    if (const std::size_t at = scoring_at(*w.home, i); at != none)
      quantity_numbers(
          text, at, (i < dimension_count ? "/scoring/" : "/scoring/parameters/") + number_name(numbers_, n),
          1, home_, found);
    return found;
  }
  std::string pointer = element_spot(view, n.element).pointer;
  if (!is_edge(c)) {
    const std::string_view name = info(homes[c].kind).attributes[homes[c].column].name;
    const std::size_t at = json::find_member(text, w.home->body_at(w.local), name);
    if (at == none) return found;
    append_pointer(pointer, name);
    if (n.column == NumberColumn::activity_per_week) {
      const std::size_t rate = json::find_member(text, at, "per_week");
      if (rate != none) quantity_numbers(text, rate, pointer + "/per_week", 1, home_, found);
      return found;
    }
    quantity_numbers(text, at, pointer, 1, home_, found);
    return found;
  }
  const RelationInfo& relation = info(homes[c].relation);
  if (n.element != element_ || relation.relation != relation_) gather(n.element, relation.relation);
  const std::string target(view.id(n.target));
  const auto places = payloads_.find(target);
  if (places == payloads_.end()) return found;
  append_pointer(pointer, relation.name);
  append_pointer(pointer, target);
  std::size_t at = places->second[0];
  if (text[at] == '[') { // several payloads are edges that follow one another
    const EdgeTable& t = w.home->edges(relation.relation);
    const std::uint32_t row = numbers_.row_of(n.id);
    std::uint32_t first = row;
    const auto known_rank = ranks_.find(target);
    if (known_rank != ranks_.end())
      first = known_rank->second;
    else
      while (first > 0 && t.source[first - 1] == t.source[row] && t.target[first - 1] == t.target[row])
        --first;
    ranks_[target] = first;
    const std::size_t rank = row - first + 1;
    if (rank >= places->second.size()) return found;
    at = places->second[rank];
    append_pointer(pointer, std::to_string(rank - 1));
  }
  const bool principal = relation.principal == static_cast<int>(homes[c].column);
  if (text[at] == '{') {
    const std::string_view name = relation.attributes[homes[c].column].name;
    if (const std::size_t value = json::find_member(text, at, name); value != none) {
      append_pointer(pointer, name);
      quantity_numbers(text, value, pointer, 1, home_, found);
      return found;
    }
  }
  if (principal) quantity_numbers(text, at, pointer, 1, home_, found); // written without its name
  return found;
}

/// Where the payloads of one relation of an element stand: the value, then the items of a list.
void NumberPlaces::gather(Element e, Relation r) {
  element_ = e;
  relation_ = r;
  payloads_.clear();
  ranks_.clear();
  const View::Where w = numbers_.view().where(e);
  const std::string_view text = w.home->text();
  const std::size_t at = json::find_member(text, w.home->body_at(w.local), info(r).name);
  if (at == std::string_view::npos || text[at] != '{') return;
  std::string scratch;
  for (json::Walker k(text, at); k.next();) {
    std::vector<std::size_t>& places = payloads_[std::string(json::decode(k.raw_key(), scratch))];
    places.assign(1, k.value_at());
    if (text[k.value_at()] != '[') continue;
    for (json::Walker list(text, k.value_at()); list.next();) places.push_back(list.value_at());
  }
}

std::vector<WrittenNumber> written_numbers(const View& view, const Number& n) {
  return NumberPlaces(view).of(n);
}

} // namespace northline
