// Commands that write documents: schema, fmt, new, convert.
#include "cli/command.hpp"
#include "cli/skeleton.hpp"
#include "io/grl_case.hpp"
#include "io/json_writer.hpp"
#include "io/stratml.hpp"
#include "model/schema.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace northline::cli {
namespace {

void print_or_write(const std::string& output, const std::string& bytes) {
  if (output.empty())
    print(bytes);
  else
    write_file(output, bytes);
}

struct Format {
  std::vector<std::string> files;
  bool compact = false, in_place = false, drop_comments = false, canonical = false;
};

int format_file(const Format& o, const std::string& file) {
  const std::string bytes = read_file(file);
  if (looks_like_xml(bytes))
    throw Error(Status::not_json,
                "This is XML, and fmt writes Northline documents; northline convert makes one of a "
                "StratML plan.");
  const auto snapshot = read_json(Text::borrow(bytes));
  if (!o.drop_comments && has_comments(bytes))
    throw Error(Status::refused,
                "The file has comments, which formatting would lose; --drop-comments says that they may go.");
  const std::string out =
      o.canonical ? canonical_json(View(snapshot)) : write_json(View(snapshot), {o.compact, true});
  if (!o.in_place || file == "-") {
    print(out);
  } else if (out != bytes) {
    write_file(file, out);
  }
  return 0;
}

struct Conversion {
  Input in;
  std::string to = "json", from, output, one_case;
  bool compact = false;
};

/// A file of GRL cases is never told from its text: it is JSON like any document.
Loaded load_grl_case(const Conversion& o) {
  Loaded l;
  l.name = o.in.files.front();
  GrlCaseOptions how;
  how.name = o.one_case;
  GrlCase c = read_grl_case(read_file(l.name), how);
  if (o.in.strict && !c.repairs.empty())
    throw Error(Status::refused,
                "Strict reading refuses a case that needs repair: " + c.repairs.front().message);
  l.converted = true;
  l.repairs = std::move(c.repairs);
  l.snapshot = read_json(Text::make(std::move(c.json)));
  return l;
}

int write_converted(const Conversion& o, const Loaded& l) {
  if (o.from == "stratml" && !l.converted)
    throw Error(Status::not_xml, "This is JSON, and --from says that it is a StratML plan, which is XML.");
  if (o.from == "json" && l.converted)
    throw Error(Status::not_json, "This is XML, and --from says that it is a document, which is JSON.");
  print_or_write(o.output, write_json(View(l.snapshot), {o.compact, true}));
  std::fputs(repairs_text(l).c_str(), stderr);
  return l.repairs.empty() ? 0 : 1;
}

} // namespace

void add_schema(CLI::App& app, int&) {
  auto* c = app.add_subcommand("schema", "print the JSON Schema of documents");
  c->callback([] { print(schema_json()); });
}

void add_fmt(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("fmt", "write documents in the standard layout");
  const auto o = std::make_shared<Format>();
  c->add_option("files", o->files, "documents; - reads standard input")->required();
  c->add_flag("--in-place,-i", o->in_place, "change the files themselves");
  c->add_flag("--compact", o->compact, "without blanks");
  c->add_flag("--canonical", o->canonical, "canonical form (RFC 8785), for hashing");
  c->add_flag("--drop-comments", o->drop_comments, "allow comments to be lost");
  c->callback([o, &code] {
    for (const std::string& file : o->files)
      code = std::max(code, guarded(file, [&] { return format_file(*o, file); }));
  });
}

void add_new(CLI::App& app, int& code) {
  struct Settings {
    std::string practice, title, output;
  };
  auto* c = app.add_subcommand("new", "write the skeleton of a strategy");
  const auto o = std::make_shared<Settings>();
  c->add_option("--practice", o->practice, "landscape, clover, five-steps, channels-later or smacad")
      ->required();
  c->add_option("--title", o->title, "title of the strategy");
  c->add_option("--output,-o", o->output, "file to write");
  c->callback([o, &code] {
    code = guarded("", [&] {
      print_or_write(o->output, skeleton(o->practice, o->title, today()));
      return 0;
    });
  });
}

void add_convert(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("convert", "turn a StratML plan or a GRL case into a document");
  const auto o = std::make_shared<Conversion>();
  c->add_option("file", o->in.files, "a StratML plan, a GRL case or a document; - reads standard input")
      ->required()
      ->expected(1);
  c->add_option("--to", o->to, "format to write")->check(CLI::IsMember({"json"}));
  c->add_option("--from", o->from, "format to read, if it is not to be told from the text")
      ->check(CLI::IsMember({"stratml", "json", "grl-case"}));
  c->add_option("--case", o->one_case, "name of one case, if a file of GRL cases has several");
  c->add_flag("--strict", o->in.strict, "refuse anything that needs repair");
  c->add_flag("--compact", o->compact, "without blanks");
  c->add_option("--output,-o", o->output, "file to write");
  c->callback([o, &code] {
    if (o->from == "grl-case")
      code = guarded(o->in.files.front(), [&] { return write_converted(*o, load_grl_case(*o)); });
    else
      code = each_file(o->in, [&](const Loaded& l, const View&) { return write_converted(*o, l); });
  });
}

} // namespace northline::cli
