#include "io/json_reader.hpp"

#include "base/fetch.hpp"
#include "base/folded_text.hpp"
#include "base/json_text.hpp"
#include "model/places.hpp"
#include "model/vague_text.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <set>
#include <string>

namespace northline {

namespace {

using Code = boost::json::error_code;
using SV = boost::json::string_view;

constexpr unsigned row_bits = 27;
constexpr std::uint32_t row_mask = (1U << row_bits) - 1;
constexpr std::uint32_t pack(Kind k, std::uint32_t row) {
  return static_cast<std::uint32_t>(k) << row_bits | row;
}

enum class Token : std::uint8_t { string, number, boolean, null, object, array };

enum class Context : std::uint8_t {
  document,
  kind_map,
  element,
  texts,
  choices,
  record,
  records,
  quantity,
  money,
  cadence,
  points,
  pair, // a point, or an interval
  parameters,
  relation_list,
  relation_map,
  payload,
  payload_list,
};

/// What the value that comes next is expected to be.
enum class Want : std::uint8_t {
  attribute, // `slot_` says which
  version,   // the top-level "northline"
  root_id,
  kind_map,
  element,
  relation, // the value of a relation member
  payload,  // what stands after a target
  verbatim, // an object that nobody looks into
  nothing   // reported already: skip whatever it is
};

struct Slot {
  const AttributeInfo* info = nullptr;
  Column* column = nullptr; // null: checked, not stored
  std::uint32_t row = 0;
};

constexpr AttributeInfo text_info{"", Type::text, Ref::none, 0, 0, ""};
constexpr AttributeInfo date_info{"", Type::date, Ref::none, 0, 0, ""};
constexpr AttributeInfo rate_info{"", Type::number, Ref::none, 4.9e-324, 1e300, ""};
constexpr AttributeInfo per_week_info{"", Type::number, Ref::none, 4.9e-324, 1e6, ""};
constexpr AttributeInfo any_number_info{"", Type::number, Ref::none, -1e300, 1e300, ""};

} // namespace

class SnapshotBuilder {
public:
  SnapshotBuilder(std::shared_ptr<const Text> text, const ReadOptions& options)
      : options_(options), work_(options.cancel), s_(std::make_shared<Snapshot>()), t_(text->view()) {
    s_->text_ = std::move(text);
    for (unsigned k = 0; k < kind_count; ++k)
      s_->cells_[k] = ColumnSet(info(static_cast<Kind>(k)).attributes.size());
    for (unsigned r = 0; r < relation_count; ++r)
      s_->edges_[r].cells = ColumnSet(info(static_cast<Relation>(r)).attributes.size());
    rows_[0].push_back(0);
  }

  // ---- the parser's handler ----
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_comment_part(SV, Code&) { return true; }
  bool on_comment(SV, Code&) { return true; }
  bool on_number_part(SV, Code&) { return true; }
  bool on_key_part(SV s, std::size_t, Code&) {
    parts_.append(s.data(), s.size());
    return true;
  }
  bool on_string_part(SV s, std::size_t, Code&) {
    parts_.append(s.data(), s.size());
    return true;
  }
  bool on_key(SV s, std::size_t n, Code&) {
    const std::string_view key_text = take_string(s, n);
    if (skip_depth_ == 0) key(key_text);
    parts_.clear();
    return true;
  }
  bool on_string(SV s, std::size_t n, Code&) {
    const std::string_view v = take_string(s, n);
    if (skip_depth_ == 0) value(Token::string, v);
    parts_.clear();
    return true;
  }
  bool on_int64(std::int64_t v, SV s, Code&) {
    take_number(s);
    number_ =
        v > -9007199254740992 && v < 9007199254740992 ? static_cast<double>(v) : parse_number(number_text());
    if (skip_depth_ == 0) value(Token::number, {});
    return true;
  }
  bool on_uint64(std::uint64_t, SV s, Code&) { return on_other_number(s); }
  // Boost.JSON's own conversion is off by one in the last digit for one number in ten: read the text again.
  bool on_double(double, SV s, Code&) { return on_other_number(s); }
  bool on_bool(bool v, Code&) {
    token_at_ = next_token();
    cursor_ = token_at_ + (v ? 4 : 5);
    boolean_ = v;
    if (skip_depth_ == 0) value(Token::boolean, {});
    return true;
  }
  bool on_null(Code&) {
    token_at_ = next_token();
    cursor_ = token_at_ + 4;
    if (skip_depth_ == 0) value(Token::null, {});
    return true;
  }
  bool on_object_begin(Code&) { return begin(Token::object); }
  bool on_array_begin(Code&) { return begin(Token::array); }
  bool on_object_end(std::size_t, Code&) { return end(); }
  bool on_array_end(std::size_t, Code&) { return end(); }

  std::shared_ptr<const Snapshot> finish();
  void set_cursor(std::size_t at) { cursor_ = at; }

private:
  struct Frame {
    Context context;
    Ref ref = Ref::none; // of a record or its list, or of choices
    Relation relation = Relation::count_;
    Kind kind = Kind::strategy; // of a kind map
    std::uint32_t parts = 0;    // members seen in records, quantities, payloads
    std::uint32_t at = 0;       // where its bracket is
    std::uint32_t items = 0;
    std::uint32_t bits = 0; // choices collected
    Slot slot{};
    const AttributeInfo* of = nullptr; // the attribute whose value it is
    double low = unknown_number, likely = unknown_number, high = unknown_number, rate = unknown_number;
    std::uint32_t currency_at = 0;
    std::uint32_t target_at = 0, target_hash = 0; // of a list of payloads
    std::uint32_t keys_from = 0;                  // its part of keys_
    bool own = false;                             // a quantity that is the value of money in long form
    bool wide = false;                            // so many keys that wide_ has them
  };

  // ---- tokens and places ----
  std::uint32_t next_token() {
    std::size_t i = cursor_;
    for (;;) {
      const char c = t_[i];
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':' || c == '}' || c == ']')
        ++i;
      else if (c == '/')
        i = json::skip_space(t_, i);
      else
        return static_cast<std::uint32_t>(i);
    }
  }
  bool inside(SV s) const {
    const std::less_equal<const char*> le;
    return le(t_.data(), s.data()) && le(s.data() + s.size(), t_.data() + t_.size());
  }
  std::string_view take_string(SV s, std::size_t total) {
    // A string without escapes is a view into the text itself; its place is the pointer.
    if (total == s.size() && parts_.empty()) {
      if (s.empty()) {
        token_at_ = next_token();
        if (t_[token_at_ + std::size_t{1}] == '"') {
          cursor_ = token_at_ + std::size_t{2};
          return {};
        }
      } else if (inside(s)) {
        token_at_ = static_cast<std::uint32_t>(s.data() - t_.data()) - 1;
        cursor_ = token_at_ + s.size() + 2;
        return {s.data(), s.size()};
      }
    }
    parts_.append(s.data(), s.size());
    token_at_ = next_token();
    cursor_ = json::skip_string(t_, token_at_);
    return parts_;
  }
  void take_number(SV s) {
    if (!s.empty() && inside(s))
      token_at_ = static_cast<std::uint32_t>(s.data() - t_.data());
    else
      token_at_ = next_token();
    if (t_[token_at_] != '-' && token_at_ > 0 && t_[token_at_ - 1] == '-') --token_at_;
    cursor_ = inside(s) && !s.empty() ? static_cast<std::size_t>(s.data() - t_.data()) + s.size()
                                      : json::skip_value(t_, token_at_);
  }
  std::string_view number_text() const { return t_.substr(token_at_, cursor_ - token_at_); }
  bool on_other_number(SV s) {
    take_number(s);
    number_ = parse_number(number_text());
    if (skip_depth_ == 0) value(Token::number, {});
    return true;
  }
  bool begin(Token token) {
    if (skip_depth_ > 0) {
      ++skip_depth_;
      return true;
    }
    token_at_ = next_token();
    cursor_ = token_at_ + std::size_t{1};
    value(token, {});
    return true;
  }
  bool end() {
    if (skip_depth_ > 0)
      --skip_depth_;
    else
      close();
    return true;
  }

  // ---- problems ----
  void problem(Problem::What what, std::uint32_t at, const AttributeInfo* a = nullptr,
               Relation r = Relation::count_) {
    ++s_->problem_count_;
    if (s_->problems_.size() >= options_.limits.problems) return;
    Problem p{what, r, element_kind_, a, at, element_row_};
    s_->problems_.push_back(p);
  }
  void skip(Token token) {
    if (token == Token::object || token == Token::array) skip_depth_ = 1;
  }
  void refuse(Token token, const Slot& slot) {
    problem(Problem::What::wrong_type, token_at_, slot.info, slot_relation_);
    skip(token);
  }

  // ---- cells ----
  template <class V, class T> static void put(V& v, std::uint32_t row, T x, T absent) {
    if (row >= v.size()) v.resize(row + std::size_t{1}, absent);
    v[row] = x;
  }
  void put_number(const Slot& s, double x) {
    if (s.column) put(s.column->numbers, s.row, x, unknown_number);
  }
  void put_word(const Slot& s, std::uint32_t x) {
    if (s.column) put(s.column->words, s.row, x, 0U);
  }
  void put_byte(const Slot& s, int x) {
    if (s.column) put(s.column->bytes, s.row, static_cast<std::uint8_t>(x), std::uint8_t{0});
  }

  void note_text(const Slot& slot, std::string_view text) {
    const auto kind = static_cast<unsigned>(element_kind_);
    if (may_be_vague(text)) put(s_->vague_[kind], element_row_, true, false);
    if (slot.info == &info(element_kind_).attributes[field::common::title.column])
      put(s_->title_hashes_[kind], element_row_, folded_hash(text), 0U);
  }

  void key(std::string_view name);
  void member(std::string_view name);
  void value(Token token, std::string_view s);
  void attribute(Token token, std::string_view s, const Slot& slot, bool bare = false);
  void list_item(Token token, std::string_view s, Frame& f);
  void relation_value(Token token, std::string_view s);
  void payload(Token token, std::string_view s);
  void close();
  void close_quantity(Frame& f);
  Frame& push(Context c) {
    Frame& f = frames_.emplace_back();
    f.context = c;
    f.at = token_at_;
    f.keys_from = static_cast<std::uint32_t>(keys_.size());
    return f;
  }
  bool seen_before(Frame& f, std::string_view name) {
    std::string scratch;
    if (!f.wide && keys_.size() - f.keys_from < 32) {
      for (std::size_t i = f.keys_from; i < keys_.size(); ++i)
        if (json::string_at(t_, keys_[i], scratch) == name) return true;
      keys_.push_back(token_at_);
      return false;
    }
    // Comparing each key with all before it takes minutes for a hundred thousand of them. The set is ordered,
    // because whoever writes the keys could choose them so that a hash table becomes a list.
    if (!f.wide) {
      f.wide = true;
      auto& keys = wide_.emplace_back();
      for (std::size_t i = f.keys_from; i < keys_.size(); ++i)
        keys.insert(lasting(json::string_at(t_, keys_[i], scratch)));
    }
    // The frame on top is the only one that is asked, so its set is the last.
    return wide_.back().count(name) != 0 || !wide_.back().insert(lasting(name)).second;
  }
  /// The name itself when it lies in the text, else a copy that stays.
  std::string_view lasting(std::string_view name) {
    return inside({name.data(), name.size()}) ? name : escaped_keys_.emplace_back(name);
  }
  bool part_seen(Frame& f, int part) {
    const std::uint32_t bit = 1U << part;
    if (f.parts & bit) {
      problem(Problem::What::duplicate_member, token_at_);
      want_ = Want::nothing;
      return true;
    }
    f.parts |= bit;
    return false;
  }
  std::uint32_t add_edge(Relation r, std::uint32_t target_at, std::uint32_t hash) {
    EdgeTable& e = s_->edges_[static_cast<unsigned>(r)];
    if (++edges_ > options_.limits.relations)
      throw Error(Status::limit, "The document has more relations than the limit of " +
                                     std::to_string(options_.limits.relations) + " allows.");
    e.source.push_back(pack(element_kind_, element_row_));
    e.target.push_back(target_at);
    target_hashes_[static_cast<unsigned>(r)].push_back(hash);
    return static_cast<std::uint32_t>(e.source.size() - 1);
  }
  static bool good_id(std::string_view id);

  void resolve_relations();
  void resolve(EdgeTable& t, Relation r);

  const ReadOptions& options_;
  Work work_;
  std::shared_ptr<Snapshot> s_;
  std::string_view t_;
  std::size_t cursor_ = 0;
  std::uint32_t token_at_ = 0;
  std::uint32_t skip_depth_ = 0;
  std::string parts_;
  double number_ = 0;
  bool boolean_ = false;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t>
      keys_; // offsets of unknown or target keys of the open objects, to see duplicates
  std::vector<std::set<std::string_view>> wide_; // of the open objects that have many, from the outermost in
  std::deque<std::string> escaped_keys_;
  Want want_ = Want::nothing;
  Slot slot_{};
  Relation slot_relation_ = Relation::count_; // whose attribute slot_ is, for messages
  std::uint32_t target_at_ = 0, target_hash_ = 0;
  Kind element_kind_ = Kind::strategy;
  std::uint32_t element_row_ = 0;
  std::uint64_t seen_attributes_ = 0, seen_relations_ = 0; // of the current element
  std::uint64_t root_attributes_ = 0, root_relations_ = 0;
  std::uint32_t root_kinds_ = 0, root_others_ = 0;
  std::array<std::vector<std::uint32_t>, kind_count> rows_; // offsets of keys
  std::array<std::vector<std::uint32_t>, kind_count> id_hashes_;
  std::array<std::vector<std::uint32_t>, relation_count>
      target_hashes_; // by edge, until references are resolved
  std::uint64_t elements_ = 0, edges_ = 0;
  bool version_seen_ = false;
};

bool SnapshotBuilder::good_id(std::string_view id) {
  if (id.empty() || id.size() > 128 || id.front() == ' ' || id.back() == ' ') return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto c = static_cast<unsigned char>(id[i]);
    if (c < 0x20 || c == 0x7F) return false;
    // C1 control characters are U+0080 to U+009F: C2 80 to C2 9F.
    if (c == 0xC2 && i + 1 < id.size() && static_cast<unsigned char>(id[i + 1]) < 0xA0) return false;
  }
  return true;
}

void SnapshotBuilder::key(std::string_view name) {
  Frame& f = frames_.back();
  slot_relation_ = Relation::count_;
  switch (f.context) {
  case Context::document:
  case Context::element:
    member(name);
    break;
  case Context::kind_map: {
    work_.step();
    if (options_.progress && elements_ % 1024 == 0) options_.progress->reach(token_at_);
    if (++elements_ > options_.limits.elements)
      throw Error(Status::limit, "The document has more elements than the limit of " +
                                     std::to_string(options_.limits.elements) + " allows.");
    auto& rows = rows_[static_cast<unsigned>(f.kind)];
    element_kind_ = f.kind;
    element_row_ = static_cast<std::uint32_t>(rows.size());
    if (element_row_ > row_mask)
      throw Error(Status::limit, "The document has more elements of one kind than can be counted.");
    rows.push_back(token_at_);
    // Hashed now, while the id is in the cache; the table is made when all ids are known.
    id_hashes_[static_cast<unsigned>(f.kind)].push_back(id_hash(name));
    if (!parts_.empty()) s_->escaped_ids_[token_at_] = std::string(name);
    if (!good_id(name)) problem(Problem::What::bad_id, token_at_);
    want_ = Want::element;
    break;
  }
  case Context::record: {
    const int part = find_part(f.ref, name);
    if (part < 0) {
      problem(Problem::What::unknown_member, token_at_, f.of);
      want_ = Want::nothing;
    } else if (!part_seen(f, part)) {
      slot_ = {&record_info(f.ref).parts[static_cast<unsigned>(part)], nullptr, 0};
      want_ = Want::attribute;
    }
    break;
  }
  case Context::quantity:
  case Context::money: {
    constexpr std::string_view names[] = {"low", "likely", "high", "value", "currency", "rate", "rate_date"};
    int part = -1;
    for (int i = 0; i < (f.context == Context::money ? 7 : 3); ++i)
      if (names[i] == name) part = i;
    if (part < 0) {
      problem(Problem::What::unknown_member, token_at_, f.of);
      want_ = Want::nothing;
    } else if (!part_seen(f, part)) {
      want_ = Want::attribute;
      f.items = static_cast<std::uint32_t>(part);
      slot_ = {f.of, nullptr, 0};
      if (part == 4) slot_.info = &text_info;
      if (part == 5) slot_.info = &rate_info;
      if (part == 6) slot_.info = &date_info;
    }
    break;
  }
  case Context::cadence: {
    const int part = name == "per_week" ? 0 : name == "rrule" ? 1 : -1;
    if (part < 0) {
      problem(Problem::What::unknown_member, token_at_, f.of);
      want_ = Want::nothing;
    } else if (!part_seen(f, part)) {
      slot_ = {part == 0 ? &per_week_info : &text_info, nullptr, 0};
      want_ = Want::attribute;
    }
    break;
  }
  case Context::parameters:
    if (seen_before(f, name)) {
      problem(Problem::What::duplicate_member, token_at_, f.of);
      want_ = Want::nothing;
    } else {
      slot_ = {&any_number_info, nullptr, 0};
      want_ = Want::attribute;
    }
    break;
  case Context::relation_map:
    work_.step();
    if (seen_before(f, name)) {
      problem(Problem::What::duplicate_member, token_at_, nullptr, f.relation);
      want_ = Want::nothing;
    } else {
      target_at_ = token_at_;
      target_hash_ = id_hash(name);
      want_ = Want::payload;
    }
    break;
  case Context::payload: {
    slot_relation_ = f.relation;
    const int part = find_relation_attribute(f.relation, name);
    if (part < 0) {
      problem(Problem::What::unknown_member, token_at_, nullptr, f.relation);
      want_ = Want::nothing;
    } else if (!part_seen(f, part)) {
      EdgeTable& e = s_->edges_[static_cast<unsigned>(f.relation)];
      slot_ = {&info(f.relation).attributes[static_cast<unsigned>(part)],
               &e.cells.columns()[static_cast<unsigned>(part)], f.items};
      want_ = slot_.info->type == Type::object ? Want::verbatim : Want::attribute;
    }
    break;
  }
  default:
    want_ = Want::nothing;
    break;
  }
}

void SnapshotBuilder::member(std::string_view name) {
  Frame& f = frames_.back();
  const bool root = f.context == Context::document;
  if (root) {
    element_kind_ = Kind::strategy;
    element_row_ = 0;
  }
  std::uint64_t& attributes = root ? root_attributes_ : seen_attributes_;
  std::uint64_t& relations = root ? root_relations_ : seen_relations_;
  const auto once = [&](auto& set, unsigned bit) {
    using Set = std::remove_reference_t<decltype(set)>;
    const Set mask = static_cast<Set>(Set{1} << bit);
    if (set & mask) {
      problem(Problem::What::duplicate_member, token_at_);
      want_ = Want::nothing;
      return false;
    }
    set |= mask;
    return true;
  };
  if (const int a = find_attribute(element_kind_, name); a >= 0) {
    if (!once(attributes, static_cast<unsigned>(a))) return;
    slot_ = {&info(element_kind_).attributes[static_cast<unsigned>(a)],
             &s_->cells_[static_cast<unsigned>(element_kind_)].columns()[static_cast<unsigned>(a)],
             element_row_};
    want_ = Want::attribute;
    return;
  }
  if (const int r = find_relation(name); r >= 0) {
    if (!once(relations, static_cast<unsigned>(r))) return;
    slot_relation_ = static_cast<Relation>(r);
    if (targets_of(slot_relation_, element_kind_) == 0) {
      problem(Problem::What::wrong_start, token_at_, nullptr, slot_relation_);
      want_ = Want::nothing;
    } else {
      want_ = Want::relation;
    }
    return;
  }
  if (name == "x") {
    if (once(attributes, 63)) want_ = Want::verbatim;
    return;
  }
  if (root) {
    if (const int k = find_kind_member(name); k >= 0) {
      if (!once(root_kinds_, static_cast<unsigned>(k))) return;
      want_ = Want::kind_map;
      f.kind = static_cast<Kind>(k);
      return;
    }
    // In the order of DocumentMember.
    constexpr std::string_view others[] = {"northline", "id",       "scenarios", "checks",
                                           "scoring",   "overlaps", "layout"};
    for (unsigned i = 0; i < std::size(others); ++i) {
      if (others[i] != name) continue;
      if (once(root_others_, i)) {
        want_ = i == 0 ? Want::version : i == 1 ? Want::root_id : Want::verbatim;
        s_->member_key_at_[i] = static_cast<std::uint32_t>(token_at_);
      }
      return;
    }
  }
  problem(seen_before(f, name) ? Problem::What::duplicate_member : Problem::What::unknown_member, token_at_);
  want_ = Want::nothing;
}

void SnapshotBuilder::value(Token token, std::string_view s) {
  if (frames_.empty()) {
    if (token != Token::object)
      throw Error(Status::not_json,
                  "A Northline document is a JSON object, such as {\"northline\": 1, \"title\": \"…\"}; this "
                  "text is another JSON value.",
                  "", 1, 1, token_at_);
    s_->document_at_ = token_at_;
    push(Context::document);
    return;
  }
  Frame& f = frames_.back();
  switch (f.context) {
  case Context::texts:
  case Context::choices:
  case Context::records:
  case Context::points:
  case Context::pair:
  case Context::relation_list:
  case Context::payload_list:
    list_item(token, s, f);
    return;
  default:
    break;
  }
  switch (want_) {
  case Want::nothing:
    skip(token);
    break;
  case Want::attribute:
    attribute(token, s, slot_);
    break;
  case Want::version:
    version_seen_ = true;
    if (token != Token::number || number_ != 1) problem(Problem::What::wrong_version, token_at_);
    skip(token);
    break;
  case Want::root_id:
    if (token != Token::string) {
      problem(Problem::What::wrong_type, token_at_, &text_info);
      skip(token);
    } else {
      if (!good_id(s))
        problem(Problem::What::bad_id, token_at_);
      else
        s_->root_id_ = std::string(s);
    }
    break;
  case Want::kind_map:
    if (token != Token::object) {
      problem(Problem::What::not_an_object, token_at_);
      skip(token);
    } else {
      const Kind k = f.kind;
      push(Context::kind_map).kind = k;
    }
    break;
  case Want::element:
    if (token != Token::object) {
      problem(Problem::What::not_an_object, token_at_);
      skip(token);
    } else {
      seen_attributes_ = seen_relations_ = 0;
      push(Context::element);
    }
    break;
  case Want::relation:
    relation_value(token, s);
    break;
  case Want::payload:
    payload(token, s);
    break;
  case Want::verbatim:
    if (token != Token::object) problem(Problem::What::wrong_type, token_at_, nullptr, slot_relation_);
    skip(token);
    break;
  }
}

void SnapshotBuilder::attribute(Token token, std::string_view s, const Slot& slot, bool bare) {
  const AttributeInfo& a = *slot.info;
  Frame& f = frames_.back();
  switch (a.type) {
  case Type::text:
    if (token != Token::string) return refuse(token, slot);
    if (f.context == Context::money) f.currency_at = token_at_;
    put_word(slot, token_at_);
    if (slot.column) note_text(slot, s);
    return;
  case Type::date: {
    if (token != Token::string) return refuse(token, slot);
    const Date d = parse_date(s);
    if (d.known())
      put_word(slot, static_cast<std::uint32_t>(d.days) + date_bias);
    else
      problem(date_shape(s) ? Problem::What::no_such_date : Problem::What::not_a_date, token_at_, &a,
              slot_relation_);
    return;
  }
  case Type::boolean:
    if (token != Token::boolean) return refuse(token, slot);
    put_byte(slot, boolean_ ? 2 : 1);
    return;
  case Type::choice: {
    if (token != Token::string) return refuse(token, slot);
    const int v = find_value(a.ref, s);
    if (v < 0)
      problem(Problem::What::no_such_value, token_at_, &a, slot_relation_);
    else
      put_byte(slot, v);
    return;
  }
  case Type::number:
  case Type::integer:
    if (token != Token::number) return refuse(token, slot);
    if (!(number_ >= a.low && number_ <= a.high))
      return problem(Problem::What::out_of_range, token_at_, &a, slot_relation_);
    if (a.type == Type::integer && number_ != std::floor(number_)) return refuse(token, slot);
    if (f.context == Context::money) f.rate = number_;
    put_number(slot, number_);
    return;
  case Type::quantity:
  case Type::share:
  case Type::money: {
    const bool in_range_object =
        f.context == Context::quantity || (f.context == Context::money && f.items < 3);
    if (token == Token::number) {
      if (!(number_ >= a.low && number_ <= a.high))
        return problem(Problem::What::out_of_range, token_at_, &a, slot_relation_);
      if (f.context == Context::quantity || f.context == Context::money) {
        if (f.items == 0) f.low = number_;
        if (f.items == 1) f.likely = number_;
        if (f.items == 2) f.high = number_;
        if (f.items == 3) f.low = f.likely = f.high = number_;
        return;
      }
      put_number(slot, number_);
      return;
    }
    if (token != Token::object || in_range_object || bare) return refuse(token, slot);
    const bool value_of_money = f.context == Context::money;
    Frame& q = push(a.type == Type::money && !value_of_money ? Context::money : Context::quantity);
    q.of = &a;
    q.slot = slot;
    q.own = value_of_money;
    return;
  }
  case Type::cadence:
    if (token == Token::string) {
      if (find_value(Ref::cadence_name, s) < 0)
        return problem(Problem::What::no_such_value, token_at_, &a, slot_relation_);
      put_word(slot, token_at_);
      return;
    }
    if (token != Token::object) return refuse(token, slot);
    {
      Frame& c = push(Context::cadence);
      c.of = &a;
      c.slot = slot;
    }
    return;
  case Type::texts:
  case Type::choices:
  case Type::records:
  case Type::points:
  case Type::interval: {
    if (token != Token::array) return refuse(token, slot);
    Frame& l = push(a.type == Type::texts     ? Context::texts
                    : a.type == Type::choices ? Context::choices
                    : a.type == Type::records ? Context::records
                    : a.type == Type::points  ? Context::points
                                              : Context::pair);
    l.ref = a.ref;
    l.of = &a;
    l.slot = slot;
    if (a.type == Type::texts || a.type == Type::records || a.type == Type::points) put_word(slot, token_at_);
    return;
  }
  case Type::record: {
    if (token != Token::object) return refuse(token, slot);
    put_word(slot, token_at_);
    Frame& r = push(Context::record);
    r.ref = a.ref;
    r.of = &a;
    return;
  }
  case Type::parameters:
    if (token != Token::object) return refuse(token, slot);
    push(Context::parameters).of = &a;
    return;
  case Type::object:
    if (token != Token::object) return refuse(token, slot);
    skip(token);
    return;
  }
}

void SnapshotBuilder::list_item(Token token, std::string_view s, Frame& f) {
  ++f.items;
  const Slot item{f.of, nullptr, 0};
  switch (f.context) {
  case Context::texts:
    if (token != Token::string) refuse(token, item);
    break;
  case Context::choices: {
    if (token != Token::string) return refuse(token, item);
    const int v = find_value(f.ref, s);
    if (v < 0)
      problem(Problem::What::no_such_value, token_at_, f.of, slot_relation_);
    else
      f.bits |= 1U << v;
    break;
  }
  case Context::records: {
    if (token != Token::object) return refuse(token, item);
    const Ref ref = f.ref;
    const AttributeInfo* of = f.of;
    Frame& r = push(Context::record);
    r.ref = ref;
    r.of = of;
    break;
  }
  case Context::points: {
    if (token != Token::array) return refuse(token, item);
    const AttributeInfo* of = f.of;
    push(Context::pair).of = of;
    break;
  }
  case Context::pair: {
    if (token != Token::number) return refuse(token, item);
    const bool interval = f.of->type == Type::interval;
    const double low = interval ? f.of->low : any_number_info.low,
                 high = interval ? f.of->high : any_number_info.high;
    if (!(number_ >= low && number_ <= high)) return problem(Problem::What::out_of_range, token_at_, f.of);
    if (f.items == 1) f.low = number_;
    if (f.items == 2) f.high = number_;
    break;
  }
  case Context::relation_list:
    if (token == Token::string) {
      work_.step();
      add_edge(f.relation, token_at_, id_hash(s));
    } else {
      problem(Problem::What::wrong_type, token_at_, nullptr, f.relation);
      skip(token);
    }
    break;
  case Context::payload_list: {
    if (token != Token::object) {
      problem(Problem::What::wrong_type, token_at_, nullptr, f.relation);
      skip(token);
      break;
    }
    const Relation r = f.relation;
    const std::uint32_t edge = add_edge(r, f.target_at, f.target_hash);
    Frame& p = push(Context::payload);
    p.relation = r;
    p.items = edge;
    break;
  }
  default:
    break;
  }
}

void SnapshotBuilder::relation_value(Token token, std::string_view s) {
  switch (token) {
  case Token::string:
    work_.step();
    add_edge(slot_relation_, token_at_, id_hash(s));
    break;
  case Token::array:
    push(Context::relation_list).relation = slot_relation_;
    break;
  case Token::object:
    push(Context::relation_map).relation = slot_relation_;
    break;
  default:
    problem(Problem::What::wrong_type, token_at_, nullptr, slot_relation_);
    break;
  }
}

void SnapshotBuilder::payload(Token token, std::string_view s) {
  const Relation r = frames_.back().relation;
  const RelationInfo& ri = info(r);
  if (token == Token::array && ri.repeats) {
    Frame& l = push(Context::payload_list);
    l.relation = r;
    l.target_at = target_at_; // of every payload in the list
    l.target_hash = target_hash_;
    return;
  }
  const std::uint32_t edge = add_edge(r, target_at_, target_hash_);
  slot_relation_ = r;
  if (token == Token::object) {
    Frame& p = push(Context::payload);
    p.relation = r;
    p.items = edge;
    return;
  }
  if (ri.principal < 0) {
    problem(Problem::What::wrong_type, token_at_, nullptr, r);
    skip(token);
    return;
  }
  const auto c = static_cast<unsigned>(ri.principal);
  EdgeTable& e = s_->edges_[static_cast<unsigned>(r)];
  attribute(token, s, {&ri.attributes[c], &e.cells.columns()[c], edge}, true);
}

void SnapshotBuilder::close_quantity(Frame& f) {
  const bool range = (f.parts & 7U) != 0;
  const bool long_form = (f.parts & 8U) != 0;
  if (f.context == Context::money && ((range && (f.parts & ~7U)) || (!range && !long_form)))
    return problem(Problem::What::missing_part, f.at, f.of, slot_relation_);
  if (!long_form) {
    if ((f.parts & 5U) != 5U) return problem(Problem::What::missing_part, f.at, f.of, slot_relation_);
    if (!known(f.low) || !known(f.high) || ((f.parts & 2U) && !known(f.likely)))
      return; // reported at the part
    if (f.low > f.high || f.likely < f.low || f.likely > f.high)
      return problem(Problem::What::bounds_order, f.at, f.of, slot_relation_);
    if (!known(f.likely)) f.likely = f.low + (f.high - f.low) / 2;
  } else if (!known(f.low)) {
    return; // the value was reported
  }
  if (f.own) { // the value of money in its long form: hand it to the frame above
    Frame& m = frames_[frames_.size() - 2];
    m.low = f.low;
    m.likely = f.likely;
    m.high = f.high;
    return;
  }
  if (!f.slot.column) return;
  s_->specials_.push_back({f.low, f.likely, f.high, f.rate, f.currency_at});
  put_number(f.slot, box_special(s_->specials_.size() - 1));
}

void SnapshotBuilder::close() {
  Frame& f = frames_.back();
  switch (f.context) {
  case Context::quantity:
  case Context::money:
    close_quantity(f);
    break;
  case Context::cadence:
    if (f.parts == 1 || f.parts == 2)
      put_word(f.slot, f.at);
    else
      problem(Problem::What::missing_part, f.at, f.of, slot_relation_);
    break;
  case Context::choices:
    put_word(f.slot, f.bits);
    break;
  case Context::pair:
    if (f.items != 2)
      problem(Problem::What::missing_part, f.at, f.of);
    else if (f.of->type == Type::interval && f.low > f.high)
      problem(Problem::What::bounds_order, f.at, f.of);
    else
      put_word(f.slot, f.at);
    break;
  case Context::payload_list:
    if (f.items == 0) problem(Problem::What::missing_part, f.at, nullptr, f.relation);
    break;
  default:
    break;
  }
  keys_.resize(f.keys_from);
  if (f.wide) wide_.pop_back();
  frames_.pop_back();
}

/// Whether some source has a target twice. The edges stand in the order of their sources.
static bool repeats(const EdgeTable& t) {
  std::vector<Element> many;
  for (std::size_t from = 0, to; from < t.size(); from = to) {
    for (to = from + 1; to < t.size() && t.source[to] == t.source[from];) ++to;
    if (to - from < 2) continue;
    if (to - from <= 8) {
      for (std::size_t i = from; i + 1 < to; ++i)
        for (std::size_t j = i + 1; j < to; ++j)
          if (t.target[i] == t.target[j]) return true;
      continue;
    }
    many.assign(t.target.begin() + static_cast<std::ptrdiff_t>(from),
                t.target.begin() + static_cast<std::ptrdiff_t>(to));
    std::sort(many.begin(), many.end());
    if (std::adjacent_find(many.begin(), many.end()) != many.end()) return true;
  }
  return false;
}

// References are resolved when all ids are known: hashes first, then the table's slots are fetched together,
// because a probe for each reference as it comes would wait for memory every time.
void SnapshotBuilder::resolve(EdgeTable& t, Relation r) {
  Snapshot& s = *s_;
  const std::size_t n = t.source.size();
  std::vector<std::uint32_t> hashes;
  hashes.swap(target_hashes_[static_cast<unsigned>(r)]); // given back when this relation is done
  constexpr std::size_t batch = 32;
  std::string_view ids[batch];
  std::string decoded[batch];
  std::size_t kept = 0;
  std::vector<std::uint32_t> from; // where a kept edge's cells are, once one was dropped
  const std::size_t mask = s.id_slots_.empty() ? 0 : s.id_slots_.size() - 1;
  for (std::size_t i0 = 0; i0 < n; i0 += batch) {
    const std::size_t i1 = std::min(n, i0 + batch);
    // The references of one relation lie far apart in the text: have the next batch's brought meanwhile.
    for (std::size_t i = i1; i < std::min(n, i1 + batch); ++i) {
      const std::size_t at = t.target[i];
      fetch(t_.data() + at);
      fetch(t_.data() + std::min(at + 32, t_.size() - 1)); // an id may cross a line of the cache
    }
    for (std::size_t i = i0; i < i1; ++i) {
      if (mask) fetch(&s.id_slots_[hashes[i] & mask]);
      ids[i - i0] = json::string_at(t_, t.target[i], decoded[i - i0]);
    }
    if (mask)
      for (std::size_t i = i0; i < i1; ++i) {
        const std::uint32_t e = s.id_slots_[hashes[i] & mask].element;
        if (e) fetch(t_.data() + s.key_at_[e - 1]);
      }
    for (std::size_t i = i0; i < i1; ++i) {
      const Kind k = static_cast<Kind>(t.source[i] >> row_bits);
      const std::uint32_t row = t.source[i] & row_mask;
      const Element source = s.first(k) + row;
      Element target = s.probe(ids[i - i0], hashes[i]);
      Kind target_kind = Kind::strategy;
      if (options_.resolver) {
        target = options_.resolver->find(ids[i - i0]);
        if (target != no_element) target_kind = options_.resolver->kind(target);
      } else if (target != no_element) {
        target_kind = s.kind(target);
      }
      element_kind_ = k;
      element_row_ = row;
      if (target == no_element) {
        problem(Problem::What::unknown_reference, t.target[i], nullptr, r);
      } else if (!contains(targets_of(r, k), target_kind)) {
        problem(Problem::What::wrong_end, t.target[i], nullptr, r);
      } else if (s.alive(source)) {
        if (kept != i && from.empty()) {
          from.resize(kept);
          for (std::size_t j = 0; j < kept; ++j) from[j] = static_cast<std::uint32_t>(j);
        }
        t.source[kept] = source;
        t.target[kept] = target;
        if (kept != i || !from.empty()) from.push_back(static_cast<std::uint32_t>(i));
        ++kept;
      }
    }
    options_.cancel.check();
  }
  const bool dropped = kept != n;
  t.source.resize(kept);
  t.target.resize(kept);

  // Edges stand in the order of their sources; a document in the registry's order needs no sorting.
  const bool sorted = std::is_sorted(t.source.begin(), t.source.end());
  std::vector<std::uint32_t> order;
  if (!sorted) {
    if (from.empty()) {
      from.resize(kept);
      for (std::size_t j = 0; j < kept; ++j) from[j] = static_cast<std::uint32_t>(j);
    }
    order.resize(kept);
    for (std::size_t j = 0; j < kept; ++j) order[j] = static_cast<std::uint32_t>(j);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return t.source[a] < t.source[b]; });
    std::vector<Element> source(kept), target(kept);
    std::vector<std::uint32_t> moved(kept);
    for (std::size_t j = 0; j < kept; ++j) {
      source[j] = t.source[order[j]];
      target[j] = t.target[order[j]];
      moved[j] = from[order[j]];
    }
    t.source.swap(source);
    t.target.swap(target);
    from.swap(moved);
  }
  if (dropped || !sorted) {
    const auto gather = [&](auto& v, auto absent) {
      if (v.empty()) return;
      std::remove_reference_t<decltype(v)> out(kept, absent);
      for (std::size_t j = 0; j < kept; ++j) {
        const std::size_t f = from.empty() ? j : from[j];
        if (f < v.size()) out[j] = v[f];
      }
      v.swap(out);
    };
    for (Column& c : t.cells.columns()) {
      gather(c.numbers, unknown_number);
      gather(c.words, 0U);
      gather(c.bytes, std::uint8_t{0});
    }
  }

  t.repeats = repeats(t);
  t.out_row.fill(EdgeTable::no_row);
  t.in_row.fill(EdgeTable::no_row);
  std::uint32_t out_rows = 0, in_rows = 0;
  const RelationInfo& ri = info(r);
  for (unsigned k = 0; k < kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    if (contains(ri.from, kind)) {
      t.out_row[k] = out_rows;
      out_rows += s.count(kind);
    }
    if (contains(ri.to, kind)) {
      t.in_row[k] = in_rows;
      in_rows += s.count(kind);
    }
  }
  if (kept == 0) return;
  t.out_first.assign(out_rows + std::size_t{1}, 0);
  const auto out_row = [&](Element e) {
    const Kind k = s.kind(e);
    return t.out_row[static_cast<unsigned>(k)] + (e - s.first(k));
  };
  for (const Element e : t.source) ++t.out_first[out_row(e) + 1];
  for (std::size_t i = 1; i < t.out_first.size(); ++i) t.out_first[i] += t.out_first[i - 1];
  if (options_.resolver) return; // an overlay finds its incoming edges itself
  t.in_first.assign(in_rows + std::size_t{1}, 0);
  const auto in_row = [&](Element e) {
    const Kind k = s.kind(e);
    return t.in_row[static_cast<unsigned>(k)] + (e - s.first(k));
  };
  for (const Element e : t.target) ++t.in_first[in_row(e) + 1];
  for (std::size_t i = 1; i < t.in_first.size(); ++i) t.in_first[i] += t.in_first[i - 1];
  t.in_edge.resize(kept);
  std::vector<std::uint32_t> next(t.in_first.begin(), t.in_first.end() - 1);
  for (std::uint32_t i = 0; i < kept; ++i) t.in_edge[next[in_row(t.target[i])]++] = i;
}

std::shared_ptr<const Snapshot> SnapshotBuilder::finish() {
  Snapshot& s = *s_;
  if (!version_seen_) {
    element_kind_ = Kind::strategy;
    element_row_ = 0;
    problem(Problem::What::no_version, static_cast<std::uint32_t>(s.document_at_));
  }
  std::uint32_t n = 0;
  for (unsigned k = 0; k < kind_count; ++k) {
    s.base_[k] = n;
    n += static_cast<std::uint32_t>(rows_[k].size());
  }
  s.base_[kind_count] = n;
  s.kinds_.resize(n);
  s.key_at_.resize(n);
  for (unsigned k = 0; k < kind_count; ++k) {
    std::fill_n(s.kinds_.begin() + s.base_[k], rows_[k].size(), static_cast<std::uint8_t>(k));
    std::copy(rows_[k].begin(), rows_[k].end(), s.key_at_.begin() + s.base_[k]);
    std::vector<std::uint32_t>().swap(rows_[k]);
  }
  s.key_at_[root_element] = static_cast<std::uint32_t>(s.document_at_);
  options_.cancel.check();
  {
    std::vector<std::uint32_t> hashes(n);
    for (unsigned k = 0; k < kind_count; ++k) {
      std::copy(id_hashes_[k].begin(), id_hashes_[k].end(), hashes.begin() + s.base_[k]);
      std::vector<std::uint32_t>().swap(id_hashes_[k]);
    }
    hashes[root_element] = id_hash(s.root_id_);
    s.index_ids(hashes);
  }
  if (s.any_dead())
    for (Element e = 0; e < n; ++e)
      if (!s.alive(e)) {
        element_kind_ = s.kind(e);
        element_row_ = e - s.first(element_kind_);
        problem(Problem::What::duplicate_id, s.key_at_[e]);
      }
  for (unsigned r = 0; r < relation_count; ++r) resolve(s.edges_[r], static_cast<Relation>(r));

  // Money in another currency counts in the document's when a rate says how; without one it is unknown.
  if (!s.specials_.empty()) {
    const std::uint32_t at = s.cells_[0].word(column::strategy::currency, 0);
    std::string a, b;
    const std::string_view home = at ? json::string_at(t_, at, a) : std::string_view{};
    for (Special& x : s.specials_) {
      if (x.currency_at == 0 || json::string_at(t_, x.currency_at, b) == home) continue;
      x.low *= x.rate;
      x.likely *= x.rate;
      x.high *= x.rate;
    }
  }
  for (Problem& p : s.problems_) p.element = s.first(p.kind) + p.element;
  std::stable_sort(s.problems_.begin(), s.problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
  // Copying costs time and unused room costs memory: give back what is worth it.
  const auto trim_one = [](auto& v) {
    if (v.capacity() > v.size() + v.size() / 8) v.shrink_to_fit();
  };
  const auto trim = [&](ColumnSet& cells) {
    for (Column& c : cells.columns()) {
      trim_one(c.numbers);
      trim_one(c.words);
      trim_one(c.bytes);
    }
  };
  for (ColumnSet& c : s.cells_) trim(c);
  for (EdgeTable& t : s.edges_) {
    trim(t.cells);
    trim_one(t.source);
    trim_one(t.target);
  }
  return s_;
}

namespace {

std::string syntax_message(std::string_view text, std::size_t at, const Code& ec) {
  using E = boost::json::error;
  if (ec == E::incomplete || at >= text.size())
    return "The text ends before the document does; a closing bracket or quote is missing.";
  if (ec == E::extra_data)
    return "There is more text after the end of the document; one text holds one document.";
  // Half of a surrogate pair is noticed behind its escape.
  const auto half_pair = [&] {
    if (at < 6) return false;
    const std::string_view before = text.substr(at - 6, 6);
    return before.substr(0, 2) == "\\u" && (before[2] | 32) == 'd' &&
           std::string_view("89abAB").find(before[3]) != std::string_view::npos &&
           before.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  };
  if (half_pair() || ec == E::illegal_leading_surrogate || ec == E::expected_hex_digit ||
      ec == E::illegal_trailing_surrogate || ec == E::expected_utf16_escape)
    return "The \\u escape here is not a character; write four hexadecimal digits, or the character itself.";
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
    return "A control character stands here; write it as an escape such as \\u0001 inside a string.";
  if (c >= 0x80)
    return "The bytes here are not UTF-8, or stand outside a string; save the text as UTF-8 and put it in "
           "quotes.";
  if (c == '\n' || c == '\r' || c == '\t')
    return "A line break or tab stands inside a string; write \\n or \\t.";
  return std::string("The text is not JSON here, at \"") + static_cast<char>(c) +
         "\"; look for a missing comma, colon, quote or bracket just before it.";
}

[[noreturn]] void syntax_error(std::string_view text, std::size_t at, const Code& ec, const Limits& limits) {
  const Place p = PlaceFinder(text).at(at);
  if (ec == boost::json::error::too_deep)
    throw Error(Status::limit,
                "The document is nested deeper than the limit of " + std::to_string(limits.depth) +
                    " levels.",
                "", p.line, p.column, at);
  throw Error(Status::not_json, syntax_message(text, at, ec), "", p.line, p.column, at);
}

} // namespace

std::shared_ptr<const Snapshot> read_json(std::shared_ptr<const Text> text, const ReadOptions& options) {
  const std::string_view t = text->view();
  const std::size_t most = std::min<std::size_t>(options.limits.bytes, 0xFFFFFF00U);
  if (t.size() > most)
    throw Error(Status::limit, "The text has " + std::to_string(t.size()) + " bytes; the limit is " +
                                   std::to_string(most) + ".");
  if (options.progress) options.progress->start(t.size());
  boost::json::parse_options how;
  how.allow_comments = true;
  how.allow_trailing_commas = true;
  how.max_depth = options.limits.depth;
  boost::json::basic_parser<SnapshotBuilder> parser(how, std::move(text), options);
  const std::size_t bom = t.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  parser.handler().set_cursor(bom);
  Code ec;
  const std::size_t n = parser.write_some(false, t.data() + bom, t.size() - bom, ec);
  if (!ec && n < t.size() - bom) ec = boost::json::error::extra_data;
  if (ec) syntax_error(t, bom + n, ec, options.limits);
  auto snapshot = parser.handler().finish();
  if (options.progress) options.progress->finish();
  return snapshot;
}

const char* problem_code(Problem::What w) {
  using W = Problem::What;
  switch (w) {
  case W::unknown_reference:
    return "NL001";
  case W::wrong_end:
  case W::wrong_start:
    return "NL002";
  case W::out_of_range:
  case W::bounds_order:
    return "NL013";
  case W::unknown_member:
    return "NL014";
  case W::duplicate_member:
  case W::duplicate_id:
    return "NL019";
  default:
    return "NL020";
  }
}

bool is_shape_problem(const Snapshot& s, const Problem& p) {
  using W = Problem::What;
  switch (p.what) {
  case W::unknown_reference:
  case W::wrong_end:
  case W::bounds_order:
  case W::duplicate_member:
  case W::duplicate_id:
  case W::no_such_date:
    return false;
  case W::bad_id: { // a schema counts characters, the format counts bytes
    std::string scratch;
    const std::string_view id = json::string_at(s.text(), p.offset, scratch);
    if (id.size() <= 128) return true;
    std::size_t characters = 0;
    for (const char c : id) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return characters > 128;
  }
  default:
    return true;
  }
}

namespace {

// Names that a hurried writer might have meant: one edit away.
std::size_t distance(std::string_view a, std::string_view b) {
  if (a.size() > 40 || b.size() > 40) return 99;
  std::size_t row[42];
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t up = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
      corner = up;
    }
  }
  return row[b.size()];
}

} // namespace

std::string nearest_member(Kind kind, std::string_view name) {
  std::string_view best;
  std::size_t least = name.size() < 4 ? 2 : 3;
  const auto offer = [&](std::string_view candidate) {
    const std::size_t d = distance(name, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  };
  for (const AttributeInfo& a : info(kind).attributes) offer(a.name);
  for (unsigned r = 0; r < relation_count; ++r)
    if (targets_of(static_cast<Relation>(r), kind)) offer(info(static_cast<Relation>(r)).name);
  if (kind == Kind::strategy)
    for (unsigned k = 1; k < kind_count; ++k) offer(info(static_cast<Kind>(k)).member);
  return std::string(best);
}

void require_no_problems(const Snapshot& s) {
  if (s.problem_count() == 0) return;
  std::string all = "The document has " + std::to_string(s.problem_count()) +
                    (s.problem_count() == 1 ? " problem that strict reading refuses:"
                                            : " problems that strict reading refuses:");
  PlaceFinder finder(s.text());
  for (const Problem& p : s.problems()) {
    const Place at = finder.at(p.offset);
    all += "\n  " + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + problem_code(p.what) +
           " " + problem_message(s, p);
  }
  if (s.problems().empty()) throw Error(Status::refused, all); // the limit let none be kept
  const Problem& first = s.problems().front();
  const Element inside = first.element == no_element ? root_element : first.element;
  const Place at = PlaceFinder(s.text()).at(first.offset);
  throw Error(Status::refused, all, offset_spot(s, inside, first.offset).pointer, at.line, at.column,
              first.offset);
}

} // namespace northline
