#pragma once
// Text from documents on its way into other languages. All of these also replace what could change how the
// text around it is shown: control characters, and the marks that turn the direction of writing.
#include <string>
#include <string_view>

namespace northline {

/// For a terminal: control characters become "?".
void append_plain(std::string& out, std::string_view);
/// For a message of SARIF, in which "[text](target)" would be a link.
void append_message(std::string& out, std::string_view);
/// For HTML and XML, within text and quoted attributes.
void append_markup(std::string& out, std::string_view);
/// For Markdown, within a line or a cell of a table.
void append_markdown(std::string& out, std::string_view);
/// For a workflow command of GitHub; `property`: within its properties.
void append_command(std::string& out, std::string_view, bool property);
/// For a URI reference: a path, relative or absolute.
std::string uri_of(std::string_view path);

std::string markup(std::string_view);
std::string markdown(std::string_view);

} // namespace northline
