#pragma once
// A JSON Patch (RFC 6902) carried out on text: comments, order, blanks and number forms of everything that
// the patch does not speak of stay as they are.
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// Replaces `length` bytes at `offset` by `text`.
struct TextEdit {
  std::size_t offset, length;
  std::string text;
};

/// The edits of the document's text, by rising offset and apart from each other, that carry out the patch:
/// operations add, remove, replace, move and test, in their order. `document` and `patch` are JSON that a
/// reader has accepted. A patch of one operation gives edits of what it touches; one of several gives a
/// single edit from the first to the last byte that differ. Throws Error(refused) when a pointer leads
/// nowhere or a test fails; O(bytes) for each operation.
std::vector<TextEdit> patch_edits(std::string_view document, std::string_view patch);

/// Where the value stands whose pointer consists of these two names, for documents that were read before;
/// npos: it has to be looked for.
using Known = std::function<std::size_t(std::string_view, std::string_view)>;
/// The same. One operation below a known value goes over that value alone, not over the document. `walked`
/// says how many bytes were gone over, about.
std::vector<TextEdit> patch_edits(std::string_view document, std::string_view patch, const Known&,
                                  std::size_t& walked);

/// The text with the edits made; they are sorted and apart.
std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits);

/// The edits that lead back: applied to the changed text they restore the bytes.
std::vector<TextEdit> inverse_edits(std::string_view text, const std::vector<TextEdit>& edits);

} // namespace northline
