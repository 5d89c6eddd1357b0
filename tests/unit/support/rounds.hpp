#pragma once

/// How often a property is tried: a tenth as often where every step is watched by a sanitizer and takes ten
/// times as long.
constexpr unsigned rounds(unsigned n) {
#if defined(__SANITIZE_ADDRESS__)
  return n / 10;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return n / 10;
#else
  return n;
#endif
#else
  return n;
#endif
}
