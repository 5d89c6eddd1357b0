#include "capi/guard.hpp"
#include "check/configuration.hpp"

extern "C" {

const char* northline_version(void) noexcept { return NORTHLINE_VERSION; }

const char* northline_rule_set_version(void) noexcept { return northline::rule_set_version.data(); }

int32_t northline_version_number(void) noexcept { return NORTHLINE_VERSION_NUMBER; }

int32_t northline_abi_version(void) noexcept { return NORTHLINE_ABI_VERSION; }

const char* northline_status_name(northline_status status) noexcept {
  switch (status) {
#define NORTHLINE_STATUS(name)                                                                               \
  case NORTHLINE_##name:                                                                                     \
    return #name;
#include "capi/statuses.inc"
#undef NORTHLINE_STATUS
  default:
    return "UNKNOWN";
  }
}

} // extern "C"
