#pragma once
// Influence and ways between elements, as JSON for programs, as CSV for spreadsheets, as text for people.
#include "influence/matrix.hpp"
#include "influence/paths.hpp"

#include <string>
#include <string_view>

namespace northline {

/// What is asked: everything that work brings of goals, what one element brings (`from`), what is brought of
/// one element (`to`), or one by the other.
struct InfluenceQuery {
  std::string from, to;
  Cancel cancel;
};

/// `northline influence`. Throws Error(not_found) for an id that there is none of, Error(limit | cancelled).
std::string influence_json(const View&, const InfluenceQuery& = {});
std::string influence_csv(const View&, const InfluenceQuery& = {});
std::string influence_text(const View&, const InfluenceQuery& = {}, std::size_t rows = 20);

struct PathQuery {
  std::string from, to;
  std::string over;     ///< influence, relations; empty: influence if it runs through both ends
  std::size_t most = 1; ///< ways that are listed
  std::size_t length = 0;
  bool cut = false; ///< for text: tell what would cut them off
  Cancel cancel;
};

/// `northline path`. Throws as above, and Error(invalid_argument) for another `over`.
std::string path_json(const View&, const PathQuery&);
std::string path_text(const View&, const PathQuery&);

} // namespace northline
