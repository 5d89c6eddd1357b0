#pragma once

namespace northline {

/// Asks memory for what will be read or written soon. Changes nothing but how long that takes.
inline void fetch(const void* at) {
#if defined(__GNUC__)
  __builtin_prefetch(at);
#else
  static_cast<void>(at);
#endif
}

} // namespace northline
