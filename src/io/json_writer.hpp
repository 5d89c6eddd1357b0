#pragma once
#include "model/view.hpp"

#include <string>

namespace northline {

struct WriteOptions {
  bool compact = false;
  bool layout = true; ///< write the `layout` member
};

/// The document: members in the registry's order, elements and relations in the document's, unknown members
/// and whatever reading could not use as they were found. Comments are not written. Ends with a line break
/// unless compact. O(n) in the text. read(write(s)) equals s to the bit.
std::string write_json(const View&, const WriteOptions& = {});

/// RFC 8785 form of the document without `layout`; hashes are taken of it.
std::string canonical_json(const View&);

/// SHA-256 of the canonical form, 64 hexadecimal digits.
std::string document_hash(const View&);

/// The element's object as it stands, without comments.
std::string element_json(const View&, Element);

} // namespace northline
