#pragma once
// Influence and ways between elements, as JSON for programs, as CSV for spreadsheets, as text for people.
#include "influence/matrix.hpp"
#include "influence/paths.hpp"
#include "score/explain.hpp"

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

/// What one element brings of another as a tree down to the sizes in the document: the sum over all that
/// leads there, each what it is brought itself times the size of its relation. In a circle what the other
/// members are brought stands with its number, all rounds counted. `number`: nothing for the value, lower or
/// upper for its bounds, helps or hurts for its two parts. Throws as above.
ScoreNode influence_tree(const View&, std::string_view from, std::string_view to,
                         std::string_view number = {}, Cancel = {});
/// What the way of that rank, from 1, carries from one element to another: the product of its relations'
/// sizes. Throws as above, and Error(not_found) where there are not so many ways.
ScoreNode way_tree(const View&, std::string_view from, std::string_view to, std::size_t rank,
                   std::string_view number = {}, Cancel = {});

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
