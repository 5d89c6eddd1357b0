#pragma once
// Values of the Common Expression Language. They are immutable and cheap to copy: what is long is shared.
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace northline::cel {

enum class Kind : std::uint8_t {
  error, ///< an evaluation that went wrong; `&&` and `||` may still absorb it
  null,
  boolean,
  integer, ///< int: 64 bits with a sign
  natural, ///< uint: 64 bits without
  real,    ///< double
  text,
  bytes,
  list,
  map,
  timestamp,
  duration,
  type,
  object, ///< something of the host's, with named fields
};
/// As the language calls it: "int", "google.protobuf.Timestamp".
std::string_view type_name(Kind);
/// "an int", "a uint", "an audience".
std::string with_article(std::string_view noun);
/// With a capital letter, as at the start of a sentence.
std::string capital(std::string words);

/// An evaluation used more steps or memory than it was given. Nothing in an expression can absorb this.
struct Exhausted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What evaluations may still use. Shared by several when their sum is bounded too.
class Meter {
public:
  Meter(std::uint64_t steps, std::uint64_t bytes) : steps_(steps), bytes_(bytes) {}
  void step(std::uint64_t n = 1) {
    if (n > steps_) out_of_steps();
    steps_ -= n;
  }
  /// Memory is never given back to the meter, so it bounds what an evaluation makes in all.
  void allocate(std::uint64_t n) {
    if (n > bytes_) out_of_memory();
    bytes_ -= n;
  }
  std::uint64_t steps() const { return steps_; }
  std::uint64_t bytes() const { return bytes_; }

private:
  [[noreturn]] static void out_of_steps();
  [[noreturn]] static void out_of_memory();
  std::uint64_t steps_, bytes_;
};

class Value;
class Map;
class Host;
using List = std::vector<Value>;

/// Seconds and nanoseconds; the nanoseconds are from 0 to 999,999,999 and count upwards, also below zero.
struct Time {
  std::int64_t seconds = 0;
  std::uint32_t nanos = 0;
  friend constexpr bool operator==(const Time&, const Time&) = default;
  friend constexpr auto operator<=>(const Time&, const Time&) = default;
};

class Value {
public:
  Value() : kind_(Kind::null) { integer_ = 0; }
  static Value boolean(bool b) {
    Value v(Kind::boolean);
    v.boolean_ = b;
    return v;
  }
  static Value integer(std::int64_t i) {
    Value v(Kind::integer);
    v.integer_ = i;
    return v;
  }
  static Value natural(std::uint64_t u) {
    Value v(Kind::natural);
    v.natural_ = u;
    return v;
  }
  static Value real(double d) {
    Value v(Kind::real);
    v.real_ = d;
    return v;
  }
  static Value timestamp(Time t) { return time(Kind::timestamp, t); }
  static Value duration(Time t) { return time(Kind::duration, t); }
  static Value text(std::string s) {
    return shared(Kind::text, std::make_shared<const std::string>(std::move(s)));
  }
  static Value bytes(std::string s) {
    return shared(Kind::bytes, std::make_shared<const std::string>(std::move(s)));
  }
  static Value list(List items) { return shared(Kind::list, std::make_shared<const List>(std::move(items))); }
  static Value map(std::shared_ptr<const Map> m) { return shared(Kind::map, std::move(m)); }
  static Value type(std::string_view name) {
    return shared(Kind::type, std::make_shared<const std::string>(name));
  }
  /// The host outlives the value.
  static Value object(const Host& host, std::uint32_t type, std::uint64_t handle) {
    Value v(Kind::object);
    v.small_ = type;
    v.natural_ = handle;
    v.shared_ = std::shared_ptr<const void>(std::shared_ptr<const void>(), &host);
    return v;
  }
  /// An error says in one sentence what went wrong.
  static Value error(std::string message) {
    return shared(Kind::error, std::make_shared<const std::string>(std::move(message)));
  }

  Kind kind() const { return kind_; }
  bool is(Kind k) const { return kind_ == k; }
  bool is_error() const { return kind_ == Kind::error; }
  bool is_true() const { return kind_ == Kind::boolean && boolean_; }
  bool is_false() const { return kind_ == Kind::boolean && !boolean_; }

  bool as_boolean() const { return boolean_; }
  std::int64_t as_integer() const { return integer_; }
  std::uint64_t as_natural() const { return natural_; }
  double as_real() const { return real_; }
  Time as_time() const { return {integer_, small_}; }
  /// Of a text, bytes, a type (its name) or an error (its message).
  const std::string& as_text() const { return *static_cast<const std::string*>(shared_.get()); }
  const List& as_list() const { return *static_cast<const List*>(shared_.get()); }
  const Map& as_map() const { return *static_cast<const Map*>(shared_.get()); }
  const Host& host() const { return *static_cast<const Host*>(shared_.get()); }
  std::uint32_t object_type() const { return small_; }
  std::uint64_t handle() const { return natural_; }

  /// Where in the expression an error arose: a byte's offset. The first one to say so is believed.
  bool has_place() const { return small_ != 0; }
  std::uint32_t place() const { return small_ - 1; }
  void set_place(std::uint32_t offset) {
    if (small_ == 0) small_ = offset + 1;
  }

private:
  explicit Value(Kind k) : kind_(k) { integer_ = 0; }
  static Value time(Kind k, Time t) {
    Value v(k);
    v.integer_ = t.seconds;
    v.small_ = t.nanos;
    return v;
  }
  static Value shared(Kind k, std::shared_ptr<const void> p) {
    Value v(k);
    v.shared_ = std::move(p);
    return v;
  }
  Kind kind_;
  std::uint32_t small_ = 0; ///< nanoseconds, the type of an object, the place of an error
  union {
    bool boolean_;
    std::int64_t integer_;
    std::uint64_t natural_;
    double real_;
  };
  std::shared_ptr<const void> shared_;
};

/// Keys are booleans, whole numbers and texts; 1 and 1u are the same key.
class Map {
public:
  using Entry = std::pair<Value, Value>;
  /// Null when a key occurs twice or cannot be one; then `problem` says which.
  static std::shared_ptr<const Map> make(std::vector<Entry> entries, Meter& meter, std::string& problem);
  const std::vector<Entry>& entries() const { return entries_; } ///< in the order they were written
  std::size_t size() const { return entries_.size(); }
  /// Null when there is none. A double finds the whole number that it equals.
  const Value* find(const Value& key, Meter& meter) const;

private:
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> order_; ///< sorted by key
};

/// Objects of whoever evaluates: elements of a graph, say. A value holds a type and a handle; fields are
/// asked for one by one.
class Host {
public:
  static constexpr std::uint32_t no_field = ~std::uint32_t{0};
  virtual ~Host() = default;
  virtual std::string object_name(std::uint32_t type) const = 0;
  virtual std::uint32_t find_field(std::uint32_t type, std::string_view name) const = 0;
  /// Whether the object has a value in the field.
  virtual bool has(const Value& object, std::uint32_t field, Meter& meter) const = 0;
  /// The field's value, or an error when it has none.
  virtual Value get(const Value& object, std::uint32_t field, Meter& meter) const = 0;
};

/// Whether two values are equal. Numbers of different types are compared as numbers.
bool equal(const Value&, const Value&, Meter&);

enum class Order : std::uint8_t { less, same, greater, none }; ///< none: NaN is neither
/// False when such values have no order.
bool compare(const Value&, const Value&, Meter&, Order&);

/// What a list of this many values takes.
constexpr std::uint64_t list_bytes(std::size_t n) { return 48 + n * sizeof(Value); }
constexpr std::uint64_t text_bytes(std::size_t n) { return 64 + n; }

} // namespace northline::cel
