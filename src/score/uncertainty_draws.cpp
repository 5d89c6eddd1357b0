// Uncertain numbers: finding them in the document and drawing them.
#include "base/json_text.hpp"
#include "base/philox.hpp"
#include "facts/rows.hpp"
#include "model/places.hpp"
#include "score/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace northline {

std::string_view name_of(Shape s) {
  constexpr std::string_view names[] = {"triangular", "uniform", "occurrence"};
  return names[static_cast<unsigned>(s)];
}

namespace {

constexpr std::uint32_t no_input = UncertainInput::no_input;

bool may_be_range(Type t) { return t == Type::quantity || t == Type::share || t == Type::money; }

/// Whether the range at the place says what is likely; in the long form of money it is the value that does.
bool says_likely(std::string_view text, std::size_t at) {
  if (at == std::string_view::npos || text[at] != '{') return false;
  const std::size_t value = json::find_member(text, at, "value");
  if (value != std::string_view::npos && text[value] == '{') at = value;
  return json::find_member(text, at, "likely") != std::string_view::npos;
}

class Finder {
public:
  explicit Finder(const View& view) : view_(view), present_(view) {}

  std::vector<UncertainInput> run() {
    view_.each_element([&](Element e) {
      attributes(e);
      for (unsigned r = 0; r < relation_count; ++r) relations(e, static_cast<Relation>(r));
    });
    return std::move(inputs_);
  }

private:
  /// The input for the cell; false where it holds a plain number or none.
  bool range(const Snapshot& home, double cell, UncertainInput& input) const {
    const std::int64_t special = std::isnan(cell) ? special_index(cell) : -1;
    if (special < 0) return false;
    const Quantity q = home.quantity(cell);
    if (!q.known() || q.exact()) return false;
    input.low = q.low;
    input.likely = q.likely;
    input.high = q.high;
    input.special = static_cast<std::uint32_t>(special);
    return true;
  }
  void add(UncertainInput input, std::string_view text, std::size_t at) {
    input.shape = says_likely(text, at) ? Shape::triangular : Shape::uniform;
    inputs_.push_back(std::move(input));
  }
  void add_occurrence(UncertainInput input, double probability, std::uint32_t drawn) {
    input.shape = Shape::occurrence;
    input.low = 0;
    input.high = 1;
    // Contributions occur unless somebody draws, as in evaluate; a risk is taken to stay away that more often
    // does than not.
    input.likely = input.target != no_element || !(probability < 0.5) ? 1 : 0;
    input.probability = probability;
    input.drawn_probability = drawn;
    input.special = no_input;
    inputs_.push_back(std::move(input));
  }
  static UncertainInput input_at(Element e, Element target, std::string_view attribute, std::string pointer) {
    return {e, target, std::string(attribute), std::move(pointer), Shape::triangular, 0,
            0, 0,      unknown_number,         no_input,           no_input};
  }

  void attributes(Element e) {
    const View::Where w = view_.where(e);
    const Kind kind = w.home->kind(w.local);
    const auto& list = info(kind).attributes;
    const std::string_view text = w.home->text();
    std::uint32_t probability = no_input;
    for (unsigned c = 0; c < list.size(); ++c) {
      if (!may_be_range(list[c].type)) continue;
      const double cell = w.home->cells(kind).number(c, w.local - w.home->first(kind));
      UncertainInput input = input_at(e, no_element, list[c].name, {});
      if (!range(*w.home, cell, input)) continue;
      input.pointer = member_spot(view_, e, list[c].name).pointer;
      if (kind == Kind::risk && c == field::risk::probability.column)
        probability = static_cast<std::uint32_t>(inputs_.size());
      add(std::move(input), text, json::find_member(text, w.home->body_at(w.local), list[c].name));
    }
    if (kind != Kind::risk || !present_(e)) return;
    // Without an impact nothing follows from whether it occurs.
    const ElementOf<Kind::risk> risk{e};
    const Quantity p = view_.get(field::risk::probability, risk);
    if (!p.known() || !view_.get(field::risk::impact, risk).known()) return;
    if (p.exact() && p.likely >= 1) return;
    UncertainInput input =
        input_at(e, no_element, "probability", member_spot(view_, e, "probability").pointer);
    add_occurrence(std::move(input), p.likely, p.exact() ? no_input : probability);
  }

  void relations(Element e, Relation r) {
    const auto& list = info(r).attributes;
    bool any = false;
    for (const AttributeInfo& a : list) any = any || may_be_range(a.type);
    if (!any) return;
    const View::Where w = view_.where(e);
    const std::string_view text = w.home->text();
    Element last = no_element;
    std::size_t repeat = 0;
    for (const Edge& edge : view_.out(e, r)) {
      repeat = edge.target == last ? repeat + 1 : 0;
      last = edge.target;
      Payload payload; // found when the first range asks for it
      for (unsigned c = 0; c < list.size(); ++c) {
        if (!may_be_range(list[c].type)) continue;
        UncertainInput input = input_at(e, edge.target, list[c].name, {});
        if (!range(*edge.home, edge.home->edges(r).cells.number(c, edge.index), input)) continue;
        input.relation = r;
        input.edge = edge.index;
        find(payload, e, r, edge.target, repeat);
        input.pointer = payload.pointer;
        append_pointer(input.pointer, list[c].name);
        add(std::move(input), text,
            payload.at == std::string_view::npos ? payload.at
                                                 : json::find_member(text, payload.at, list[c].name));
      }
      if (r != Relation::contributes_to) continue;
      const double confidence = view_.get(edge_field::contributes_to::confidence, edge);
      if (!known(confidence) || confidence >= 1) continue;
      find(payload, e, r, edge.target, repeat);
      append_pointer(payload.pointer, "confidence");
      UncertainInput input = input_at(e, edge.target, "confidence", payload.pointer);
      input.relation = r;
      input.edge = edge.index;
      add_occurrence(std::move(input), confidence, no_input);
    }
  }

  /// Where the attributes of one relation stand.
  struct Payload {
    std::string pointer;
    std::size_t at = std::string_view::npos;
    bool found = false;
  };
  void find(Payload& p, Element e, Relation r, Element target, std::size_t repeat) const {
    if (p.found) return;
    p.found = true;
    const View::Where w = view_.where(e);
    const std::string_view text = w.home->text(), id = view_.id(target);
    p.pointer = target_spot(view_, e, r, id).pointer;
    const std::size_t all = json::find_member(text, w.home->body_at(w.local), info(r).name);
    if (all == std::string_view::npos || text[all] != '{') return;
    const std::size_t at = json::find_member(text, all, id);
    if (at == std::string_view::npos) return;
    p.at = at;
    if (text[at] != '[') return;
    std::size_t index = 0;
    for (json::Walker items(text, at); items.next(); ++index)
      if (index == repeat) p.at = items.value_at();
    append_pointer(p.pointer, std::to_string(repeat));
  }

  const View& view_;
  Presence present_;
  std::vector<UncertainInput> inputs_;
};

// A triangle by the inverse of its distribution function. In parts of the width, so that no square overflows;
// held in its limits, which rounding may pass by a hair.
struct Triangle {
  double low, high, width, rise;
  explicit Triangle(const UncertainInput& i)
      : low(i.low), high(i.high), width(i.high - i.low), rise((i.likely - i.low) / (i.high - i.low)) {}
  double operator()(double u) const {
    const bool below = u < rise;
    const double way = width * std::sqrt(below ? u * rise : (1 - u) * (1 - rise));
    const double x = below ? low + way : high - way;
    return x < low ? low : x > high ? high : x;
  }
};

struct Flat {
  double low, high, width;
  explicit Flat(const UncertainInput& i) : low(i.low), high(i.high), width(i.high - i.low) {}
  double operator()(double u) const {
    const double x = low + width * u;
    return x > high ? high : x;
  }
};

/// Numbers between 0 and 1 for n draws.
void random_numbers(std::uint32_t input, std::uint64_t seed, std::uint64_t first, std::size_t n, double* u) {
  std::size_t i = 0;
#if defined(__SSE2__)
  // The same four at a time, which every x86-64 can; compilers do not find this form by themselves.
  const __m128i multiply0 = _mm_set1_epi64x(philox::multiply0),
                multiply1 = _mm_set1_epi64x(philox::multiply1);
  const __m128i half = _mm_set1_epi64x(0xFFFFFFFF), one = _mm_castpd_si128(_mm_set1_pd(1));
  const auto pair = [](std::uint64_t a, std::uint64_t b) {
    return _mm_set_epi64x(static_cast<std::int64_t>(b), static_cast<std::int64_t>(a));
  };
  for (; i + 4 <= n; i += 4) {
    __m128i c0[2], c1[2], c2[2], c3[2]; // each half of a register holds 32 bits
    for (unsigned l = 0; l < 2; ++l) {
      const std::uint64_t a = first + i + 2 * l, b = a + 1;
      c0[l] = _mm_and_si128(pair(a, b), half);
      c1[l] = pair(a >> 32, b >> 32);
      c2[l] = _mm_set1_epi64x(input);
      c3[l] = _mm_setzero_si128();
    }
    std::uint32_t k0 = static_cast<std::uint32_t>(seed), k1 = static_cast<std::uint32_t>(seed >> 32);
    for (unsigned r = 0; r < philox::rounds; ++r) {
      const __m128i key0 = _mm_set1_epi64x(k0), key1 = _mm_set1_epi64x(k1);
      for (unsigned l = 0; l < 2; ++l) {
        const __m128i a = _mm_mul_epu32(multiply0, c0[l]), b = _mm_mul_epu32(multiply1, c2[l]);
        c0[l] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(b, 32), c1[l]), key0);
        c1[l] = _mm_and_si128(b, half);
        c2[l] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(a, 32), c3[l]), key1);
        c3[l] = _mm_and_si128(a, half);
      }
      k0 += philox::weyl0;
      k1 += philox::weyl1;
    }
    for (unsigned l = 0; l < 2; ++l) {
      // 52 bits behind the point of a number between 1 and 2; taking the 1 away is exact.
      const __m128i bits = _mm_srli_epi64(_mm_or_si128(_mm_slli_epi64(c1[l], 32), c0[l]), 12);
      const __m128d x = _mm_sub_pd(_mm_castsi128_pd(_mm_or_si128(bits, one)), _mm_castsi128_pd(one));
      _mm_storeu_pd(u + i + 2 * l, _mm_add_pd(x, _mm_set1_pd(0x1p-53)));
    }
  }
#endif
  for (; i < n; ++i) u[i] = random_number(seed, first + i, input);
}

} // namespace

std::vector<UncertainInput> uncertain_inputs(const View& view) { return Finder(view).run(); }

double quantile(const UncertainInput& input, double u) {
  if (input.shape == Shape::triangular) return Triangle(input)(u);
  if (input.shape == Shape::uniform) return Flat(input)(u);
  return u < input.probability ? 1 : 0;
}

void draw(const UncertainInput& input, std::uint32_t number, std::uint64_t seed, std::uint64_t first,
          std::size_t n, const double* probability, double* values) {
  random_numbers(number, seed, first, n, values);
  switch (input.shape) {
  case Shape::triangular: {
    const Triangle shape(input);
    for (std::size_t i = 0; i < n; ++i) values[i] = shape(values[i]);
    break;
  }
  case Shape::uniform: {
    const Flat shape(input);
    for (std::size_t i = 0; i < n; ++i) values[i] = shape(values[i]);
    break;
  }
  case Shape::occurrence:
    for (std::size_t i = 0; i < n; ++i)
      values[i] = values[i] < (probability ? probability[i] : input.probability) ? 1 : 0;
    break;
  }
}

} // namespace northline
