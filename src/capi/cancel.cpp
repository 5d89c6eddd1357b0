#include "capi/options.hpp"

using namespace northline::capi;

extern "C" {

northline_status northline_cancel_create(northline_cancel** out_cancel) noexcept {
  return guard("northline_cancel_create", nullptr, [&] {
    northline_cancel*& out = into(out_cancel, "out_cancel");
    out = new northline_cancel{northline_cancel::type, std::make_shared<CallState>()};
  });
}

northline_status northline_cancel_request(northline_cancel* cancel) noexcept {
  return guard("northline_cancel_request", nullptr,
               [&] { need(cancel, "cancel").state->requested.store(true, std::memory_order_relaxed); });
}

northline_status northline_cancel_requested(const northline_cancel* cancel, int32_t* out_requested) noexcept {
  return guard("northline_cancel_requested", nullptr, [&] {
    const northline_cancel& c = need(cancel, "cancel");
    into(out_requested, "out_requested") = c.state->requested.load(std::memory_order_relaxed) ? 1 : 0;
  });
}

northline_status northline_cancel_progress(const northline_cancel* cancel, double* out_share) noexcept {
  return guard("northline_cancel_progress", nullptr, [&] {
    const northline_cancel& c = need(cancel, "cancel");
    into(out_share, "out_share") = c.state->progress.share();
  });
}

void northline_cancel_free(northline_cancel* cancel) noexcept {
  guard_free("northline_cancel_free", [&] {
    if (cancel && is_a(cancel)) delete cancel;
  });
}

} // extern "C"
