// Walks a loaded expression.
#include "check/cel/functions.hpp"
#include "check/cel/program.hpp"

#include <cmath>

namespace northline::cel {

namespace {

Value mismatch(std::string_view what, const Value& a, const Value& b) {
  return Value::error(std::string(what) + " does not go with " + std::string(type_name(a.kind())) + " and " +
                      std::string(type_name(b.kind())) + ".");
}
Value too_large() { return Value::error("The result is out of range."); }

Value add(const Value& a, const Value& b, Meter& meter) {
  if (a.kind() == b.kind()) switch (a.kind()) {
    case Kind::integer: {
      std::int64_t r{};
      return __builtin_add_overflow(a.as_integer(), b.as_integer(), &r) ? too_large() : Value::integer(r);
    }
    case Kind::natural: {
      std::uint64_t r{};
      return __builtin_add_overflow(a.as_natural(), b.as_natural(), &r) ? too_large() : Value::natural(r);
    }
    case Kind::real:
      return Value::real(a.as_real() + b.as_real());
    case Kind::text:
    case Kind::bytes: {
      const std::size_t n = a.as_text().size() + b.as_text().size();
      meter.step(n / 64);
      meter.allocate(text_bytes(n));
      std::string s = a.as_text() + b.as_text();
      return a.is(Kind::text) ? Value::text(std::move(s)) : Value::bytes(std::move(s));
    }
    case Kind::list: {
      const List &x = a.as_list(), &y = b.as_list();
      if (x.empty()) return b;
      if (y.empty()) return a;
      meter.step((x.size() + y.size()) / 4);
      meter.allocate(list_bytes(x.size() + y.size()));
      List all;
      all.reserve(x.size() + y.size());
      all.insert(all.end(), x.begin(), x.end());
      all.insert(all.end(), y.begin(), y.end());
      return Value::list(std::move(all));
    }
    case Kind::duration: {
      const Time t = add_times(a.as_time(), b.as_time());
      return in_duration_range(t) ? Value::duration(t) : too_large();
    }
    default:
      break;
    }
  if ((a.is(Kind::timestamp) && b.is(Kind::duration)) || (a.is(Kind::duration) && b.is(Kind::timestamp))) {
    const Time t = add_times(a.as_time(), b.as_time());
    return in_timestamp_range(t) ? Value::timestamp(t) : too_large();
  }
  return mismatch("+", a, b);
}

Value subtract(const Value& a, const Value& b) {
  if (a.is(Kind::timestamp) && b.is(Kind::duration)) {
    const Time t = subtract_times(a.as_time(), b.as_time());
    return in_timestamp_range(t) ? Value::timestamp(t) : too_large();
  }
  if (a.kind() != b.kind()) return mismatch("-", a, b);
  switch (a.kind()) {
  case Kind::integer: {
    std::int64_t r{};
    return __builtin_sub_overflow(a.as_integer(), b.as_integer(), &r) ? too_large() : Value::integer(r);
  }
  case Kind::natural:
    return a.as_natural() < b.as_natural() ? too_large() : Value::natural(a.as_natural() - b.as_natural());
  case Kind::real:
    return Value::real(a.as_real() - b.as_real());
  case Kind::timestamp:
  case Kind::duration: {
    const Time t = subtract_times(a.as_time(), b.as_time());
    return in_duration_range(t) ? Value::duration(t) : too_large();
  }
  default:
    return mismatch("-", a, b);
  }
}

Value multiply(const Value& a, const Value& b) {
  if (a.is(Kind::integer) && b.is(Kind::integer)) {
    std::int64_t r{};
    return __builtin_mul_overflow(a.as_integer(), b.as_integer(), &r) ? too_large() : Value::integer(r);
  }
  if (a.is(Kind::natural) && b.is(Kind::natural)) {
    std::uint64_t r{};
    return __builtin_mul_overflow(a.as_natural(), b.as_natural(), &r) ? too_large() : Value::natural(r);
  }
  if (a.is(Kind::real) && b.is(Kind::real)) return Value::real(a.as_real() * b.as_real());
  return mismatch("*", a, b);
}

Value divide(const Value& a, const Value& b, bool remainder) {
  const char* what = remainder ? "%" : "/";
  if (a.is(Kind::integer) && b.is(Kind::integer)) {
    const std::int64_t x = a.as_integer(), y = b.as_integer();
    if (y == 0) return Value::error("A whole number cannot be divided by zero.");
    if (x == INT64_MIN && y == -1) return too_large();
    return Value::integer(remainder ? x % y : x / y);
  }
  if (a.is(Kind::natural) && b.is(Kind::natural)) {
    if (b.as_natural() == 0) return Value::error("A whole number cannot be divided by zero.");
    return Value::natural(remainder ? a.as_natural() % b.as_natural() : a.as_natural() / b.as_natural());
  }
  if (!remainder && a.is(Kind::real) && b.is(Kind::real)) return Value::real(a.as_real() / b.as_real());
  return mismatch(what, a, b);
}

Value relate(Op op, const Value& a, const Value& b, Meter& meter) {
  Order order = Order::none;
  if (!compare(a, b, meter, order))
    return mismatch(op == Op::less         ? "<"
                    : op == Op::less_equal ? "<="
                    : op == Op::greater    ? ">"
                                           : ">=",
                    a, b);
  const bool same = order == Order::same;
  switch (op) {
  case Op::less:
    return Value::boolean(order == Order::less);
  case Op::less_equal:
    return Value::boolean(order == Order::less || same);
  case Op::greater:
    return Value::boolean(order == Order::greater);
  default:
    return Value::boolean(order == Order::greater || same);
  }
}

Value element_of(const Value& of, const Value& by, Meter& meter) {
  if (of.is(Kind::list)) {
    const List& list = of.as_list();
    double at = -1;
    if (by.is(Kind::integer))
      at = static_cast<double>(by.as_integer());
    else if (by.is(Kind::natural))
      at = static_cast<double>(by.as_natural());
    else if (by.is(Kind::real) && by.as_real() == std::trunc(by.as_real()))
      at = by.as_real();
    else
      return Value::error("A list is indexed by a whole number.");
    if (!(at >= 0 && at < static_cast<double>(list.size())))
      return Value::error("The list has " + std::to_string(list.size()) +
                          " items, and there is none at this index.");
    return list[static_cast<std::size_t>(at)];
  }
  if (of.is(Kind::map)) {
    if (const Value* found = of.as_map().find(by, meter)) return *found;
    return Value::error("The map has no such key.");
  }
  return mismatch("[ ]", of, by);
}

Value contains(const Value& what, const Value& in, Meter& meter) {
  if (in.is(Kind::list)) {
    for (const Value& item : in.as_list())
      if (equal(what, item, meter)) return Value::boolean(true);
    return Value::boolean(false);
  }
  if (in.is(Kind::map)) return Value::boolean(in.as_map().find(what, meter) != nullptr);
  return mismatch("in", what, in);
}

} // namespace

class Evaluator {
public:
  Evaluator(const Program& program, std::span<const Value> variables, Meter& meter)
      : program_(program), syntax_(program.syntax_), variables_(variables), meter_(meter),
        locals_(program.locals_) {}

  Value evaluate(std::uint32_t index) {
    const Node& n = syntax_.nodes[index];
    meter_.step();
    Value v = dispatch(n);
    if (v.is_error()) v.set_place(n.at);
    return v;
  }

private:
  Value child(const Node& n, std::uint32_t i) { return evaluate(syntax_.children[n.first + i]); }

  Value dispatch(const Node& n) {
    switch (n.op) {
    case Op::literal:
      return syntax_.literals[n.slot];
    case Op::name:
      return Value::error("There is no variable \"" + syntax_.names[n.name] + "\".");
    case Op::variable:
      return variables_[n.slot];
    case Op::local:
      return locals_[n.slot];
    case Op::select:
      return select(n);
    case Op::has:
      return has(n);
    case Op::call:
      return call(n);
    case Op::list:
      return list(n);
    case Op::map:
      return map(n);
    case Op::conditional: {
      const Value condition = child(n, 0);
      if (condition.is_error()) return condition;
      if (!condition.is(Kind::boolean)) return Value::error("A condition before ? is a bool.");
      return child(n, condition.is_true() ? 1 : 2);
    }
    case Op::logical_and:
      return logical(n, false);
    case Op::logical_or:
      return logical(n, true);
    case Op::macro:
      return macro(n);
    case Op::bind:
      locals_[n.slot] = child(n, 0);
      return child(n, 1);
    default:
      return strict(n);
    }
  }

  /// Operators that want all their operands.
  Value strict(const Node& n) {
    const Value a = child(n, 0);
    if (a.is_error()) return a;
    if (n.op == Op::logical_not)
      return a.is(Kind::boolean) ? Value::boolean(!a.as_boolean())
                                 : Value::error("What ! negates is a bool.");
    if (n.op == Op::negate) {
      if (a.is(Kind::real)) return Value::real(-a.as_real());
      if (!a.is(Kind::integer)) return Value::error("- turns an int or a double round.");
      return a.as_integer() == INT64_MIN ? too_large() : Value::integer(-a.as_integer());
    }
    const Value b = child(n, 1);
    if (b.is_error()) return b;
    switch (n.op) {
    case Op::add:
      return add(a, b, meter_);
    case Op::subtract:
      return subtract(a, b);
    case Op::multiply:
      return multiply(a, b);
    case Op::divide:
      return divide(a, b, false);
    case Op::remainder:
      return divide(a, b, true);
    case Op::equals:
      return Value::boolean(equal(a, b, meter_));
    case Op::differs:
      return Value::boolean(!equal(a, b, meter_));
    case Op::in:
      return contains(a, b, meter_);
    case Op::index:
      return element_of(a, b, meter_);
    default:
      return relate(n.op, a, b, meter_);
    }
  }

  /// One operand that decides is enough, whatever is wrong with the others.
  Value logical(const Node& n, bool decides) {
    Value problem;
    for (std::uint32_t i = 0; i < n.count; ++i) {
      Value v = child(n, i);
      if (v.is(Kind::boolean)) {
        if (v.as_boolean() == decides) return v;
      } else if (!problem.is_error()) {
        problem = v.is_error()
                      ? v
                      : Value::error(decides ? "What || joins is a bool." : "What && joins is a bool.");
      }
    }
    return problem.is_error() ? problem : Value::boolean(!decides);
  }

  Value select(const Node& n) {
    const Value of = child(n, 0);
    if (of.is_error()) return of;
    const std::string& name = syntax_.names[n.name];
    if (of.is(Kind::map)) {
      const Value* found = of.as_map().find(Value::text(name), meter_);
      return found ? *found : Value::error("The map has no key \"" + name + "\".");
    }
    if (of.is(Kind::object)) {
      const std::uint32_t field =
          n.field != Node::none ? n.field : of.host().find_field(of.object_type(), name);
      if (field != Host::no_field) return of.host().get(of, field, meter_);
      return Value::error(capital(with_article(of.host().object_name(of.object_type()))) + " has no \"" +
                          name + "\".");
    }
    return Value::error(capital(with_article(type_name(of.kind()))) + " has no fields, so it has no \"" +
                        name + "\".");
  }

  Value has(const Node& n) {
    const Value of = child(n, 0);
    if (of.is_error()) return of;
    const std::string& name = syntax_.names[n.name];
    if (of.is(Kind::map)) return Value::boolean(of.as_map().find(Value::text(name), meter_) != nullptr);
    if (of.is(Kind::object)) {
      const std::uint32_t field =
          n.field != Node::none ? n.field : of.host().find_field(of.object_type(), name);
      if (field != Host::no_field) return Value::boolean(of.host().has(of, field, meter_));
      return Value::error(capital(with_article(of.host().object_name(of.object_type()))) + " has no \"" +
                          name + "\".");
    }
    return Value::error("has() asks a map or an object, not " + with_article(type_name(of.kind())) + ".");
  }

  Value list(const Node& n) {
    meter_.allocate(list_bytes(n.count));
    List items;
    items.reserve(n.count);
    for (std::uint32_t i = 0; i < n.count; ++i) {
      items.push_back(child(n, i));
      if (items.back().is_error()) return items.back();
    }
    return Value::list(std::move(items));
  }

  Value map(const Node& n) {
    std::vector<Map::Entry> entries;
    entries.reserve(n.count / 2);
    for (std::uint32_t i = 0; i < n.count; i += 2) {
      Value key = child(n, i);
      if (key.is_error()) return key;
      Value value = child(n, i + 1);
      if (value.is_error()) return value;
      entries.emplace_back(std::move(key), std::move(value));
    }
    return map_of(std::move(entries));
  }
  Value map_of(std::vector<Map::Entry> entries) {
    std::string problem;
    auto made = Map::make(std::move(entries), meter_, problem);
    return made ? Value::map(std::move(made)) : Value::error(problem);
  }

  Value call(const Node& n) {
    if (!n.overloads) {
      // What it is called on comes first: a variable that does not exist explains more than its function.
      if (n.member)
        if (Value of = child(n, 0); of.is_error()) return of;
      return Value::error("There is no function \"" + syntax_.names[n.name] + "\".");
    }
    constexpr std::uint32_t few = 4;
    Value here[few];
    List more;
    Value* arguments = here;
    if (n.count > few) {
      meter_.allocate(list_bytes(n.count));
      more.resize(n.count);
      arguments = more.data();
    }
    for (std::uint32_t i = 0; i < n.count; ++i) {
      arguments[i] = child(n, i);
      if (arguments[i].is_error()) return arguments[i];
    }
    if (n.pattern != Node::none && arguments[0].is(Kind::text))
      return Value::boolean(program_.patterns_[n.pattern]->occurs_in(arguments[0].as_text(), meter_));
    return apply(n, {arguments, n.count});
  }

  Value apply(const Node& n, std::span<const Value> arguments) {
    for (std::uint32_t i = 0; i < n.overload_count; ++i) {
      const Overload& o = n.overloads[i];
      if (o.form != 'e' && (o.form == 'm') != n.member) continue;
      if (o.arguments == "*") return o.call(arguments, meter_);
      if (o.arguments.size() != arguments.size()) continue;
      bool good = true;
      for (std::size_t k = 0; k < arguments.size() && good; ++k)
        good = fits(o.arguments[k], arguments[k].kind());
      if (good) return o.call(arguments, meter_);
    }
    std::string given;
    for (const Value& v : arguments) given += (given.empty() ? "" : ", ") + std::string(type_name(v.kind()));
    return Value::error("No form of " + syntax_.names[n.name] + "() takes (" + given + ").");
  }

  Value macro(const Node& n) {
    const Value range = child(n, 0);
    if (range.is_error()) return range;
    const bool list = range.is(Kind::list);
    if (!list && !range.is(Kind::map))
      return Value::error("A macro goes through a list or a map, not through " +
                          with_article(type_name(range.kind())) + ".");
    const std::size_t count = list ? range.as_list().size() : range.as_map().size();
    const bool two = n.name2 != Node::none;
    const bool tests = n.macro == Macro::all || n.macro == Macro::exists || n.macro == Macro::exists_one;
    const bool filtered = tests || n.macro == Macro::filter || n.count == 3;

    Value problem; // of all and exists, until an item decides
    std::size_t found = 0;
    List made;
    std::vector<Map::Entry> entries;
    for (std::size_t i = 0; i < count; ++i) {
      meter_.step();
      const Value key =
          list ? Value::integer(static_cast<std::int64_t>(i)) : range.as_map().entries()[i].first;
      const Value& item = list ? range.as_list()[i] : range.as_map().entries()[i].second;
      locals_[n.slot] = two || !list ? key : item;
      if (two) locals_[n.slot + 1] = item;

      if (filtered) {
        Value kept = child(n, 1);
        if (!kept.is_error() && !kept.is(Kind::boolean))
          kept = Value::error("The condition of a macro is a bool.");
        if (n.macro == Macro::all || n.macro == Macro::exists) {
          if (kept.is_error()) {
            if (!problem.is_error()) problem = kept;
          } else if (kept.as_boolean() == (n.macro == Macro::exists)) {
            return kept;
          }
          continue;
        }
        if (kept.is_error()) return kept;
        if (kept.is_false()) continue;
        ++found;
        if (n.macro == Macro::exists_one) continue;
        if (n.macro == Macro::filter) {
          meter_.allocate(sizeof(Value));
          made.push_back(list ? item : key);
          continue;
        }
      }
      Value result = child(n, n.count - 1);
      if (result.is_error()) return result;
      meter_.allocate(sizeof(Value));
      if (n.macro == Macro::map || n.macro == Macro::transform_list) {
        made.push_back(std::move(result));
      } else if (n.macro == Macro::transform_map) {
        entries.emplace_back(key, std::move(result));
      } else if (!result.is(Kind::map)) {
        return Value::error("transformMapEntry() makes a map of each entry.");
      } else {
        for (const Map::Entry& e : result.as_map().entries()) {
          meter_.step();
          meter_.allocate(sizeof e);
          entries.push_back(e);
        }
      }
    }
    switch (n.macro) {
    case Macro::all:
      return problem.is_error() ? problem : Value::boolean(true);
    case Macro::exists:
      return problem.is_error() ? problem : Value::boolean(false);
    case Macro::exists_one:
      return Value::boolean(found == 1);
    case Macro::transform_map:
    case Macro::transform_map_entry:
      return map_of(std::move(entries));
    default:
      meter_.allocate(list_bytes(0));
      return Value::list(std::move(made));
    }
  }

  const Program& program_;
  const Syntax& syntax_;
  std::span<const Value> variables_;
  Meter& meter_;
  List locals_;
};

Value Program::evaluate(std::span<const Value> variables, Meter& meter) const {
  return Evaluator(*this, variables, meter).evaluate(syntax_.root);
}

} // namespace northline::cel
