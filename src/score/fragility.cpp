#include "score/fragility.hpp"

#include "base/error.hpp"
#include "facts/rows.hpp"
#include "io/without.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace northline {

Fragility fragility(const View& given, const FragilityOptions& options) {
  Fragility f{folded(given, options.cancel), {}, {}, {}};
  const View& view = f.view;
  ScoreOptions how;
  how.as_of = options.as_of;
  how.cancel = options.cancel;
  const ScoreResult whole = score(view, how);
  f.as_of = whole.as_of;
  f.overall = whole.overall;

  const Presence present(view);
  std::vector<Element> tried;
  view.each_element([&](Element e) {
    if (e != root_element && present(e) && contains(options.kinds, view.kind(e))) tried.push_back(e);
  });
  const std::uint64_t one = view.size() + view.base().edge_count();
  if (!tried.empty() && one > options.steps / tried.size())
    throw Error(
        Status::limit,
        fmt::format("Scoring without each of {} elements takes {} steps of {} each, more than the limit of "
                    "{}; ask for single kinds, such as programs, or raise the limit.",
                    tried.size(), tried.size(), one, options.steps));
  f.losses.resize(tried.size());
  if (options.progress) options.progress->start(tried.size());

  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < tried.size() && !failed; i = next++) {
        options.cancel.check();
        const Bounded left = score(view_without(view, tried[i]), how).overall;
        f.losses[i] = {tried[i], left.score, left.lower, f.overall.score - left.score,
                       f.overall.lower - left.lower};
        const std::size_t count = ++done;
        if (options.progress) options.progress->reach(count);
      }
    } catch (...) {
      const std::lock_guard<std::mutex> lock(failing);
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  // The calling thread works too; nobody starts a thread who was not asked to.
  std::vector<std::thread> helpers;
  const std::size_t threads = std::min(options.threads, tried.size());
  helpers.reserve(threads);
  try {
    for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(work);
  } catch (const std::system_error&) {
    // As many as the system gives are enough.
  }
  work();
  for (std::thread& t : helpers) t.join();
  if (failure) std::rethrow_exception(failure);
  if (options.progress) options.progress->finish();

  const auto size = [](double x) { return std::isnan(x) ? -2.0 : x; };
  std::sort(f.losses.begin(), f.losses.end(), [&](const Loss& a, const Loss& b) {
    if (size(a.lower_loss) != size(b.lower_loss)) return size(a.lower_loss) > size(b.lower_loss);
    if (size(a.score_loss) != size(b.score_loss)) return size(a.score_loss) > size(b.score_loss);
    return a.element < b.element;
  });
  return f;
}

} // namespace northline
