#include "check/reading.hpp"

#include "base/json_text.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <cmath>

namespace northline {
namespace {

Date date_at(std::string_view text, std::size_t at) {
  return text[at] == '"' ? parse_date(json::raw_string(text, at)) : Date{};
}
/// Calls f(name, position) for the parts of a record; nothing if the value is no object.
template <class F> void each_part(std::string_view text, std::size_t at, F&& f) {
  if (text[at] != '{') return;
  for (json::Walker w(text, at); w.next();) f(w.raw_key(), w.value_at());
}
template <class F> void each_record(Raw list, F&& f) {
  if (!list.known() || list.text[list.at] != '[') return;
  for (json::Walker w(list.text, list.at); w.next();) f(w.value_at());
}

} // namespace

void each_text(Raw list, const std::function<void(std::string_view)>& f) {
  std::string scratch;
  each_record(list, [&](std::size_t at) {
    if (list.text[at] == '"') f(json::string_at(list.text, at, scratch));
  });
}

std::string_view raw_text(Raw text) {
  return text.known() ? json::raw_string(text.text, text.at) : std::string_view();
}

std::vector<Window> windows(Raw list) {
  std::vector<Window> all;
  each_record(list, [&](std::size_t at) {
    Window w;
    each_part(list.text, at, [&](std::string_view name, std::size_t value) {
      if (name == "start") w.start = date_at(list.text, value);
      if (name == "end") w.end = date_at(list.text, value);
    });
    if (w.start.known() && w.end.known()) all.push_back(w);
  });
  return all;
}

bool usable(const View& v, Element channel) {
  if (!in_force(v, channel)) return false;
  const choice::channel_state s = v.get(field::channel::state, v.as<Kind::channel>(channel));
  return s == choice::channel_state::absent || s == choice::channel_state::planned ||
         s == choice::channel_state::active;
}

bool by_id(const View& v, Element a, Element b) { return v.id(a) < v.id(b); }

void relate(Report& report, const View& v, std::vector<Element> elements) {
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  // Only those shown are put in the order of ids: comparing the ids of a great many would cost more than the
  // check itself.
  const auto shown = elements.begin() + std::min<std::ptrdiff_t>(20, elements.end() - elements.begin());
  std::partial_sort(elements.begin(), shown, elements.end(),
                    [&v](Element a, Element b) { return by_id(v, a, b); });
  for (auto e = elements.begin(); e != shown; ++e) report.related(*e);
}

std::string amount(const View& v, double x) {
  std::string s;
  append_number(s, std::fabs(x) < 1e15 ? std::round(x * 100) / 100 : x);
  const std::string currency = v.text(field::strategy::currency, ElementOf<Kind::strategy>{root_element});
  return currency.empty() ? s : s + " " + currency;
}

std::string number_text(double x) {
  std::string s;
  append_number(s, x);
  return s;
}

std::string set_member(const View& v, Element e, std::string_view member, std::string_view json) {
  std::string pointer = e == root_element ? std::string() : element_spot(v, e).pointer;
  append_pointer(pointer, member);
  return patch::add(pointer, json);
}

} // namespace northline
