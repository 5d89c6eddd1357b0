#include "capi/guard.hpp"

namespace northline::capi {

northline_text* make_text(std::string text) {
  return new northline_text{northline_text::type, std::move(text)};
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_text_view(const northline_text* text, northline_view* out_view) noexcept {
  return guard("northline_text_view", nullptr, [&] {
    const northline_text& t = need(text, "text");
    into(out_view, "out_view") = view_of(t.text);
  });
}

northline_status northline_text_copy(const northline_text* text, char* buffer, size_t capacity,
                                     size_t* out_size) noexcept {
  return guard("northline_text_copy", nullptr, [&] {
    const northline_text& t = need(text, "text");
    into(out_size, "out_size") = t.text.size();
    if (capacity < t.text.size() || (buffer == nullptr && !t.text.empty()))
      refuse(NORTHLINE_OUT_OF_RANGE, "The buffer has " + std::to_string(buffer ? capacity : 0) +
                                         " bytes; the text needs " + std::to_string(t.text.size()) + ".");
    if (!t.text.empty()) std::memcpy(buffer, t.text.data(), t.text.size());
  });
}

void northline_text_free(northline_text* text) noexcept {
  guard_free("northline_text_free", [&] {
    if (text && is_a(text)) delete text;
  });
}

} // extern "C"
