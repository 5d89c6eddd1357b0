// math.…
#include "check/cel/functions.hpp"

#include <cmath>

namespace northline::cel::functions {

namespace {

Value pick(Arguments a, Meter& meter, Order wanted) {
  const Value* first = a.data();
  std::size_t n = a.size();
  if (n == 1 && a[0].is(Kind::list)) {
    first = a[0].as_list().data();
    n = a[0].as_list().size();
  }
  if (n == 0) return Value::error("This function takes at least one number.");
  meter.step(n);
  const Value* best = first;
  for (std::size_t i = 0; i < n; ++i) {
    if (!fits('n', first[i].kind()))
      return Value::error("This function takes numbers, not " + with_article(type_name(first[i].kind())) +
                          ".");
    Order order = Order::none;
    if (compare(first[i], *best, meter, order) && order == wanted) best = first + i;
  }
  return *best;
}

} // namespace

Value greatest(Arguments a, Meter& meter) { return pick(a, meter, Order::greater); }
Value least(Arguments a, Meter& meter) { return pick(a, meter, Order::less); }
Value ceil(Arguments a, Meter&) { return Value::real(std::ceil(a[0].as_real())); }
Value floor(Arguments a, Meter&) { return Value::real(std::floor(a[0].as_real())); }
Value round(Arguments a, Meter&) { return Value::real(std::round(a[0].as_real())); }
Value trunc(Arguments a, Meter&) { return Value::real(std::trunc(a[0].as_real())); }
Value is_nan(Arguments a, Meter&) { return Value::boolean(std::isnan(a[0].as_real())); }
Value is_inf(Arguments a, Meter&) { return Value::boolean(std::isinf(a[0].as_real())); }
Value is_finite(Arguments a, Meter&) { return Value::boolean(std::isfinite(a[0].as_real())); }

Value abs(Arguments a, Meter&) {
  if (a[0].is(Kind::natural)) return a[0];
  if (a[0].is(Kind::real)) return Value::real(std::fabs(a[0].as_real()));
  const std::int64_t i = a[0].as_integer();
  if (i == INT64_MIN) return Value::error("The smallest int has no positive twin.");
  return Value::integer(i < 0 ? -i : i);
}

Value sign(Arguments a, Meter&) {
  if (a[0].is(Kind::natural)) return Value::natural(a[0].as_natural() != 0);
  if (a[0].is(Kind::integer)) return Value::integer((a[0].as_integer() > 0) - (a[0].as_integer() < 0));
  const double d = a[0].as_real();
  return Value::real(d > 0 ? 1 : d < 0 ? -1 : d); // zero keeps its sign, and NaN stays
}

Value square_root(Arguments a, Meter&) {
  const double d = a[0].is(Kind::integer)   ? static_cast<double>(a[0].as_integer())
                   : a[0].is(Kind::natural) ? static_cast<double>(a[0].as_natural())
                                            : a[0].as_real();
  return Value::real(std::sqrt(d));
}

namespace {
template <class Operation> Value bits(Arguments a, Operation operation) {
  if (a[0].is(Kind::natural)) return Value::natural(operation(a[0].as_natural(), a[1].as_natural()));
  return Value::integer(static_cast<std::int64_t>(operation(static_cast<std::uint64_t>(a[0].as_integer()),
                                                            static_cast<std::uint64_t>(a[1].as_integer()))));
}
template <class Operation> Value shift(Arguments a, Operation operation) {
  const std::int64_t by = a[1].as_integer();
  if (by < 0) return Value::error("A shift goes by zero bits or more.");
  const bool natural = a[0].is(Kind::natural);
  const std::uint64_t value = natural ? a[0].as_natural() : static_cast<std::uint64_t>(a[0].as_integer());
  const std::uint64_t moved = by > 63 ? 0 : operation(value, static_cast<unsigned>(by));
  return natural ? Value::natural(moved) : Value::integer(static_cast<std::int64_t>(moved));
}
} // namespace

Value bit_and(Arguments a, Meter&) {
  return bits(a, [](std::uint64_t x, std::uint64_t y) { return x & y; });
}
Value bit_or(Arguments a, Meter&) {
  return bits(a, [](std::uint64_t x, std::uint64_t y) { return x | y; });
}
Value bit_xor(Arguments a, Meter&) {
  return bits(a, [](std::uint64_t x, std::uint64_t y) { return x ^ y; });
}
Value bit_not(Arguments a, Meter&) {
  return a[0].is(Kind::natural) ? Value::natural(~a[0].as_natural()) : Value::integer(~a[0].as_integer());
}
Value bit_shift_left(Arguments a, Meter&) {
  return shift(a, [](std::uint64_t x, unsigned n) { return x << n; });
}
Value bit_shift_right(Arguments a, Meter&) {
  return shift(a, [](std::uint64_t x, unsigned n) { return x >> n; });
}

} // namespace northline::cel::functions
