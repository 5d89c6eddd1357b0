#pragma once
#include "capi/guard.hpp"
#include "capi/options.hpp"
#include "model/places.hpp"
#include "model/view.hpp"
#include "session/strategy.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace northline::capi {

/// What reading met, shared by a strategy and its copies. Words are made when somebody asks.
class Problems {
public:
  explicit Problems(std::shared_ptr<const Snapshot> snapshot)
      : snapshot_(std::move(snapshot)), shown_(snapshot_->problems().size()) {}
  /// Repairs of another format; nothing is left to be made.
  explicit Problems(std::vector<ShownProblem> repairs);

  std::size_t size() const { return shown_.size(); }
  const ShownProblem& at(std::size_t index) const;
  /// All of them as a JSON list.
  std::string json() const;

private:
  std::shared_ptr<const Snapshot> snapshot_;
  mutable std::mutex lock_;
  mutable std::vector<std::unique_ptr<const ShownProblem>> shown_;
  mutable std::unique_ptr<PlaceFinder> places_;
  PlaceIndex index_;
};

/// What reading gave.
struct Loaded {
  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const Problems> problems;
};
Loaded load_json(std::shared_ptr<const Text> text, const Settings& settings);
Loaded load_stratml(std::string_view xml, const Settings& settings);

/// `json`, `compact` or `canonical`.
std::string write(const View& view, std::string_view format);

} // namespace northline::capi

struct northline_strategy {
  static constexpr northline::capi::Tag type = northline::capi::Tag::strategy;
  northline::capi::Tag tag = type;

  northline_strategy() = default;
  explicit northline_strategy(northline::capi::Loaded loaded)
      : strategy(std::move(loaded.snapshot)), problems(std::move(loaded.problems)) {}
  northline_strategy(const northline_strategy& other) : strategy(other.locked()), problems(other.problems) {}

  /// The present state. Looking at a strategy makes it, and several threads may look at once.
  northline::View view() const {
    const std::lock_guard<std::mutex> guard(lock);
    return strategy.view();
  }
  /// Elements of a kind, or of all with kind_count, in the order of their indices.
  std::size_t count(const northline::View& view, unsigned kind) const;
  northline::Element at(const northline::View& view, unsigned kind, std::size_t index) const;

  northline::Strategy strategy;
  std::shared_ptr<const northline::capi::Problems> problems; ///< null: none

private:
  const northline::Strategy& locked() const {
    (void)view(); // a copy then shares what was made
    return strategy;
  }
  const std::vector<northline::Element>& listed(const northline::View& view, unsigned kind) const;

  mutable std::mutex lock;
  /// Filled only for strategies whose elements are not numbered without gaps any more.
  struct Listed {
    std::uint64_t revision = ~std::uint64_t{0};
    std::vector<northline::Element> elements;
  };
  mutable std::array<Listed, northline::kind_count + 1> lists_;
};
