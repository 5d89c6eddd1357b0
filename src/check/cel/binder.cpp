// Gives names and functions their meaning, and types where they are known.
#include "check/cel/functions.hpp"
#include "check/cel/program.hpp"

#include <algorithm>

namespace northline::cel {

namespace {

bool is_number(const Type& t) { return fits('n', t.kind); }

bool comparable(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return true;
  if (is_number(a) && is_number(b)) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::object) return true; // the host knows which of its types overlap
  return comparable(a.item(), b.item()) && comparable(a.key(), b.key()) && comparable(a.value(), b.value());
}
bool ordered(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn() || (is_number(a) && is_number(b))) return true;
  return a.kind == b.kind && (a.kind == Kind::boolean || a.kind == Kind::text || a.kind == Kind::bytes ||
                              a.kind == Kind::timestamp || a.kind == Kind::duration);
}
/// The type of something that is one or the other.
Type join(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.kind == Kind::list && b.kind == Kind::list) {
    if (a.item().is_dyn() || b.item().is_dyn()) return Type::list(Type::dyn());
    return Type::list(join(a.item(), b.item()));
  }
  if (a.kind == Kind::map && b.kind == Kind::map)
    return Type::map(join(a.key(), b.key()), join(a.value(), b.value()));
  return Type::dyn();
}

Type type_of_letter(char letter) {
  switch (letter) {
  case 'b':
    return Type::of(Kind::boolean);
  case 'i':
    return Type::of(Kind::integer);
  case 'u':
    return Type::of(Kind::natural);
  case 'd':
    return Type::of(Kind::real);
  case 's':
    return Type::of(Kind::text);
  case 'y':
    return Type::of(Kind::bytes);
  case 't':
    return Type::of(Kind::timestamp);
  case 'r':
    return Type::of(Kind::duration);
  case 'T':
    return Type::of(Kind::type);
  case 'L':
    return Type::list(Type::of(Kind::text));
  default:
    return Type::dyn();
  }
}

/// For a function of an extension of the language that is left out: how the sentence goes on. Else empty.
std::string_view left_out(std::string_view path, std::string_view name) {
  struct Part {
    std::string_view path, names, instead;
  };
  static constexpr Part parts[] = {
      {"optional", "", ": has() asks whether there is a value."},
      {"lists", "", ": write the list itself."},
      {"sets", "", ": \"in\" with all() and exists() asks the same."},
      {"proto", "", ": there are maps instead of messages."},
      {"cel", " block index ", ": cel.bind() names a value."},
      {"regex", "", ": matches() tests a pattern."},
      {"net", "", "."},
      {"", " hasValue orValue optMap optFlatMap ", ": has() asks whether there is a value."},
      {"", " ip cidr isIP isCIDR quantity url isURL ", "."},
      {"", " sort sortBy distinct flatten slice range first last ",
       ": map(), filter() and exists() work on lists."},
  };
  for (const Part& p : parts)
    if ((p.path == path || p.path.empty()) &&
        (p.names.empty() || p.names.find(" " + std::string(name) + " ") != std::string_view::npos))
      return p.instead;
  return {};
}

bool is_type_name(std::string_view s) {
  constexpr std::string_view names[] = {"bool",
                                        "bytes",
                                        "double",
                                        "int",
                                        "list",
                                        "map",
                                        "null_type",
                                        "string",
                                        "type",
                                        "uint",
                                        "google.protobuf.Timestamp",
                                        "google.protobuf.Duration"};
  return std::find(std::begin(names), std::end(names), s) != std::end(names);
}

std::string_view symbol(Op op) {
  switch (op) {
  case Op::add:
    return "+";
  case Op::subtract:
    return "-";
  case Op::multiply:
    return "*";
  case Op::divide:
    return "/";
  case Op::remainder:
    return "%";
  case Op::equals:
    return "==";
  case Op::differs:
    return "!=";
  case Op::less:
    return "<";
  case Op::less_equal:
    return "<=";
  case Op::greater:
    return ">";
  case Op::greater_equal:
    return ">=";
  default:
    return "in";
  }
}

} // namespace

std::string to_string(const Type& t, const ObjectTypes* objects) {
  if (t.is_dyn()) return "dyn";
  if (t.kind == Kind::object && objects) return std::string(objects->name(t.object));
  if (t.kind == Kind::list) return "list(" + to_string(t.item(), objects) + ")";
  if (t.kind == Kind::map)
    return "map(" + to_string(t.key(), objects) + ", " + to_string(t.value(), objects) + ")";
  if (t.kind == Kind::timestamp) return "timestamp";
  if (t.kind == Kind::duration) return "duration";
  return std::string(type_name(t.kind));
}

std::string nearest(std::string_view wrong, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = wrong.size() < 4 ? 1 : wrong.size() < 8 ? 2 : 3;
  if (wrong.size() > 60) return best;
  ++least;
  for (const std::string& name : names) {
    if (name.size() > 60) continue;
    // Letters to change, add, drop or swap.
    std::vector<std::vector<std::size_t>> d(wrong.size() + 1, std::vector<std::size_t>(name.size() + 1));
    for (std::size_t i = 0; i <= wrong.size(); ++i)
      for (std::size_t j = 0; j <= name.size(); ++j) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        d[i][j] =
            std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (wrong[i - 1] != name[j - 1])});
        if (i > 1 && j > 1 && wrong[i - 1] == name[j - 2] && wrong[i - 2] == name[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    if (d[wrong.size()][name.size()] < least) {
      least = d[wrong.size()][name.size()];
      best = name;
    }
  }
  return best;
}

class Binder {
public:
  Binder(Program& program, const Environment& environment, bool typed)
      : program_(program), syntax_(program.syntax_), environment_(environment), typed_(typed) {}
  void run() { program_.type_ = visit(syntax_.root); }

private:
  struct Local {
    std::string_view name;
    std::uint32_t slot;
    Type type;
  };

  std::string words(const Type& t) const { return to_string(t, environment_.objects); }
  std::string_view name_of(const Node& n) const { return syntax_.names[n.name]; }

  /// In typed loading this is the end; otherwise the evaluation will say so, if it comes that far.
  void refuse(const Node& n, const std::string& message) const {
    if (typed_) throw Fault(message, n.at);
  }

  const Local* find_local(std::string_view name) const {
    for (auto i = scope_.rbegin(); i != scope_.rend(); ++i)
      if (i->name == name) return &*i;
    return nullptr;
  }
  int find_variable(std::string_view name) const {
    for (std::size_t i = 0; i < environment_.variables.size(); ++i)
      if (environment_.variables[i].name == name) return static_cast<int>(i);
    return -1;
  }

  /// "a.b.c" when the node is nothing but names and dots that start with no variable of a macro.
  bool dotted(const Node& n, std::string& out) const {
    if (n.op == Op::name) {
      if (!n.rooted && find_local(name_of(n))) return false;
      out = name_of(n);
      return true;
    }
    if (n.op != Op::select || !dotted(syntax_.child(n, 0), out)) return false;
    out += ".";
    out += name_of(n);
    return out.size() < 1000;
  }

  /// Turns the node into what the dotted name stands for, if it stands for anything.
  bool resolve(std::uint32_t index, const std::string& name, Type& type) {
    Node& n = syntax_.nodes[index];
    if (const int slot = find_variable(name); slot >= 0) {
      n.op = Op::variable;
      program_.used_.resize(environment_.variables.size());
      program_.used_[static_cast<std::size_t>(slot)] = true;
      n.slot = static_cast<std::uint32_t>(slot);
      type = environment_.variables[static_cast<std::size_t>(slot)].type;
      return true;
    }
    if (is_type_name(name)) {
      n.op = Op::literal;
      n.slot = static_cast<std::uint32_t>(syntax_.literals.size());
      syntax_.literals.push_back(Value::type(name));
      type = Type::of(Kind::type);
      return true;
    }
    return false;
  }

  Type visit(std::uint32_t index) {
    const Node n = syntax_.nodes[index]; // a copy: visiting children may resolve them in place
    switch (n.op) {
    case Op::literal:
      return Type::of(syntax_.literals[n.slot].kind());
    case Op::name:
      return visit_name(index);
    case Op::select:
    case Op::has:
      return visit_select(index);
    case Op::call:
      return visit_call(index);
    case Op::list: {
      Type item = Type::dyn();
      for (std::uint32_t i = 0; i < n.count; ++i) {
        Type t = visit(syntax_.children[n.first + i]);
        item = i == 0 ? t : join(item, t);
      }
      return Type::list(item);
    }
    case Op::map: {
      Type key = Type::dyn(), value = Type::dyn();
      for (std::uint32_t i = 0; i < n.count; i += 2) {
        const Type k = visit(syntax_.children[n.first + i]), v = visit(syntax_.children[n.first + i + 1]);
        if (!k.is_dyn() && !fits('b', k.kind) && !fits('i', k.kind) && !fits('u', k.kind) &&
            !fits('s', k.kind))
          refuse(syntax_.child(n, i),
                 "A map's key is a bool, an int, a uint or a string, not " + with_article(words(k)) + ".");
        key = i == 0 ? k : join(key, k);
        value = i == 0 ? v : join(value, v);
      }
      return Type::map(key, value);
    }
    case Op::conditional: {
      want_bool(n, 0, "A condition before ? is");
      const Type yes = visit(syntax_.children[n.first + 1]), no = visit(syntax_.children[n.first + 2]);
      if (!comparable(yes, no))
        refuse(n, "The results of the condition have different types: " + words(yes) + " and " + words(no) +
                      ".");
      return join(yes, no);
    }
    case Op::logical_and:
    case Op::logical_or:
    case Op::logical_not:
      for (std::uint32_t i = 0; i < n.count; ++i)
        want_bool(n, i,
                  n.op == Op::logical_and  ? "What && joins is"
                  : n.op == Op::logical_or ? "What || joins is"
                                           : "What ! negates is");
      return Type::of(Kind::boolean);
    case Op::negate: {
      const Type t = visit(syntax_.children[n.first]);
      if (!t.is_dyn() && !fits('i', t.kind) && !fits('d', t.kind))
        refuse(n, "- turns an int or a double round, not " + with_article(words(t)) + ".");
      return t;
    }
    case Op::index: {
      const Type of = visit(syntax_.children[n.first]), by = visit(syntax_.children[n.first + 1]);
      if (of.kind == Kind::list) {
        if (!by.is_dyn() && !is_number(by))
          refuse(n, "A list is indexed by an int, not by " + with_article(words(by)) + ".");
        return of.item();
      }
      if (of.kind == Kind::map) {
        if (!comparable(of.key(), by))
          refuse(n, "The keys of this map are " + words(of.key()) + ", not " + words(by) + ".");
        return of.value();
      }
      if (!of.is_dyn())
        refuse(n, "[ ] takes something out of a list or map, not out of " + with_article(words(of)) + ".");
      return Type::dyn();
    }
    case Op::macro:
      return visit_macro(index);
    case Op::bind: {
      const Type value = visit(syntax_.children[n.first]);
      const std::uint32_t slot = declare(n.name, value);
      syntax_.nodes[index].slot = slot;
      const Type t = visit(syntax_.children[n.first + 1]);
      scope_.pop_back();
      return t;
    }
    case Op::variable:
    case Op::local:
      return Type::dyn();
    default:
      return visit_binary(n);
    }
  }

  void want_bool(const Node& n, std::uint32_t i, const char* what) {
    const Type t = visit(syntax_.children[n.first + i]);
    if (!t.is_dyn() && t.kind != Kind::boolean)
      refuse(syntax_.child(n, i), std::string(what) + " a bool, not " + with_article(words(t)) + ".");
  }

  std::uint32_t declare(std::uint32_t name, const Type& type) {
    const auto slot = static_cast<std::uint32_t>(scope_.size());
    scope_.push_back({syntax_.names[name], slot, type});
    program_.locals_ = std::max(program_.locals_, slot + 1);
    return slot;
  }

  Type visit_name(std::uint32_t index) {
    Node& n = syntax_.nodes[index];
    const std::string name(name_of(n));
    if (!n.rooted) {
      if (const Local* local = find_local(name)) {
        n.op = Op::local;
        n.slot = local->slot;
        return local->type;
      }
    }
    Type type;
    if (resolve(index, name, type)) return type;
    if (typed_) {
      std::vector<std::string> known;
      for (const Local& l : scope_) known.emplace_back(l.name);
      for (const auto& v : environment_.variables) known.push_back(v.name);
      const std::string meant = nearest(name, known);
      refuse(n, "There is no variable \"" + name + "\"" +
                    (meant.empty() ? "." : "; did you mean \"" + meant + "\"?"));
    }
    return Type::dyn();
  }

  Type visit_select(std::uint32_t index) {
    const Node n = syntax_.nodes[index];
    const bool has = n.op == Op::has;
    std::string name;
    Type type;
    // The longest name that is known wins: "a.b.c" before field c of "a.b".
    if (!has && dotted(n, name) && resolve(index, name, type)) return type;
    const Type of = visit(syntax_.children[n.first]);
    const std::string field(name_of(n));
    if (of.kind == Kind::object && environment_.objects) {
      const std::uint32_t number = environment_.objects->find_field(of.object, field, type);
      if (number == Host::no_field) {
        const std::string meant = nearest(field, environment_.objects->field_names(of.object));
        refuse(n, capital(with_article(words(of))) + " has no \"" + field + "\"" +
                      (meant.empty() ? "." : "; did you mean \"" + meant + "\"?"));
        return has ? Type::of(Kind::boolean) : Type::dyn();
      }
      syntax_.nodes[index].field = number;
    } else if (of.kind == Kind::map) {
      if (!of.key().is_dyn() && of.key().kind != Kind::text)
        refuse(n, "The keys of this map are " + words(of.key()) + ", so it has no fields.");
      type = of.value();
    } else if (!of.is_dyn()) {
      refuse(n, capital(with_article(words(of))) + " has no fields, so it has no \"" + field + "\".");
    }
    return has ? Type::of(Kind::boolean) : type;
  }

  void refuse_left_out(const Node& n, const std::string& name) const {
    std::string path;
    if (n.member && dotted(syntax_.child(n, 0), path) && (find_local(path) || find_variable(path) >= 0))
      path.clear();
    const std::string_view instead = left_out(path, name);
    if (!instead.empty())
      refuse(n, (path.empty() ? name : path + "." + name) +
                    "() belongs to an extension of the language that is left out here" +
                    std::string(instead));
  }

  Type visit_call(std::uint32_t index) {
    Node n = syntax_.nodes[index];
    const std::string name(name_of(n));
    std::span<const Overload> forms;
    // strings.quote(x) reads like a call on a value named strings.
    if (n.member) {
      std::string path;
      if (dotted(syntax_.child(n, 0), path)) forms = find_functions(path + "." + name);
      if (!forms.empty()) {
        Node& here = syntax_.nodes[index];
        here.member = n.member = false;
        here.first = ++n.first;
        here.count = --n.count;
      }
    }
    if (forms.empty()) {
      refuse_left_out(n, name);
      forms = find_functions(name);
    }
    std::vector<Type> types;
    if (!forms.empty() || typed_ || n.member)
      for (std::uint32_t i = 0; i < n.count; ++i) {
        // An unknown function is named before what it is called with.
        if (forms.empty() && typed_) break;
        types.push_back(visit(syntax_.children[n.first + i]));
      }
    if (forms.empty()) {
      const std::string meant = nearest(name, function_names());
      refuse(n, "There is no function \"" + name + "\"" +
                    (meant.empty() ? "." : "; did you mean \"" + meant + "\"?"));
      return Type::dyn();
    }
    Node& here = syntax_.nodes[index];
    here.overloads = forms.data();
    here.overload_count = static_cast<std::uint32_t>(forms.size());
    remember_pattern(index, name);
    test_literal(index, name);
    return result_of(n, name, forms, types);
  }

  Type result_of(const Node& n, const std::string& name, std::span<const Overload> forms,
                 const std::vector<Type>& types) {
    Type result;
    bool any = false;
    for (const Overload& o : forms) {
      if (o.form != 'e' && (o.form == 'm') != n.member) continue;
      const bool variadic = o.arguments == "*";
      if (!variadic && o.arguments.size() != types.size()) continue;
      bool good = !variadic || !types.empty();
      for (std::size_t i = 0; i < types.size() && good; ++i) {
        const bool list = variadic && types.size() == 1 && types[0].kind == Kind::list;
        const Type& t = list ? types[0].parameters[0] : types[i];
        const char letter = variadic ? 'n' : o.arguments[i];
        good = t.is_dyn() ||
               (fits(letter, t.kind) && (letter != 'S' || t.item().is_dyn() || t.item().kind == Kind::text));
      }
      if (!good) continue;
      Type t = o.result == '=' ? types[0] : type_of_letter(o.result);
      if (o.result == 'n') {
        t = types.size() == 1 && types[0].kind == Kind::list ? types[0].item() : types[0];
        for (const Type& other : types)
          if (types.size() > 1 && !(other == t)) t = Type::dyn();
      }
      result = any ? join(result, t) : t;
      any = true;
    }
    if (!any) {
      std::string given;
      for (const Type& t : types) given += (given.empty() ? "" : ", ") + words(t);
      refuse(n, "No form of " + name + "() takes (" + given + ").");
    }
    return result;
  }

  void remember_pattern(std::uint32_t index, const std::string& name) {
    Node& n = syntax_.nodes[index];
    if (name != "matches" || n.count != 2) return;
    const Node& p = syntax_.child(n, 1);
    if (p.op != Op::literal || !syntax_.literals[p.slot].is(Kind::text)) return;
    std::string problem;
    auto pattern = Pattern::compile(syntax_.literals[p.slot].as_text(), problem);
    if (!pattern) {
      refuse(p, problem);
      return;
    }
    n.pattern = static_cast<std::uint32_t>(program_.patterns_.size());
    program_.patterns_.push_back(std::move(pattern));
  }

  /// What is written out and can never be a time or a zone is refused before it runs.
  void test_literal(std::uint32_t index, const std::string& name) {
    const Node& n = syntax_.nodes[index];
    if (!typed_ || n.count == 0) return;
    const Node& last = syntax_.child(n, n.count - 1);
    if (last.op != Op::literal || !syntax_.literals[last.slot].is(Kind::text)) return;
    const Value& text = syntax_.literals[last.slot];
    Meter meter(1000, 100'000);
    Value made;
    if (n.count == 1 && name == "timestamp")
      made = functions::to_timestamp({&text, 1}, meter);
    else if (n.count == 1 && name == "duration")
      made = functions::to_duration({&text, 1}, meter);
    else if (n.count == 2 && n.member && name.starts_with("get"))
      made = zone_problem(text.as_text());
    if (made.is_error()) refuse(last, made.as_text());
  }

  Type visit_macro(std::uint32_t index) {
    const Node n = syntax_.nodes[index];
    const Type range = visit(syntax_.children[n.first]);
    if (!range.is_dyn() && range.kind != Kind::list && range.kind != Kind::map)
      refuse(syntax_.child(n, 0), "A macro goes through a list or the keys of a map, not through " +
                                      with_article(words(range)) + ".");
    const bool two = n.name2 != Node::none, map = range.kind == Kind::map;
    const Type item = map ? range.key() : range.item();
    const std::uint32_t slot = declare(n.name, !two             ? item
                                               : map            ? range.key()
                                               : range.is_dyn() ? Type::dyn()
                                                                : Type::of(Kind::integer));
    if (two) declare(n.name2, map ? range.value() : range.item());
    syntax_.nodes[index].slot = slot;

    const bool tests = n.macro == Macro::all || n.macro == Macro::exists || n.macro == Macro::exists_one ||
                       n.macro == Macro::filter;
    const bool filtered = tests || n.count == 3;
    if (filtered) want_bool(n, 1, "The condition of a macro is");
    Type made;
    if (!tests) made = visit(syntax_.children[n.first + n.count - 1]);
    scope_.resize(scope_.size() - (two ? 2 : 1));
    switch (n.macro) {
    case Macro::filter:
      return Type::list(item);
    case Macro::map:
    case Macro::transform_list:
      return Type::list(made);
    case Macro::transform_map:
      return Type::map(map ? range.key() : Type::of(Kind::integer), made);
    case Macro::transform_map_entry:
      if (!made.is_dyn() && made.kind != Kind::map)
        refuse(n, "transformMapEntry() makes a map of each entry, not " + with_article(words(made)) + ".");
      return made.kind == Kind::map ? made : Type::map(Type::dyn(), Type::dyn());
    default:
      return Type::of(Kind::boolean);
    }
  }

  Type visit_binary(const Node& n) {
    const Type a = visit(syntax_.children[n.first]), b = visit(syntax_.children[n.first + 1]);
    const auto wrong = [&] {
      std::string s = std::string(symbol(n.op)) + " does not go with " + words(a) + " and " + words(b) + ".";
      if (is_number(a) && is_number(b))
        s += a.kind == Kind::real || b.kind == Kind::real
                 ? " A double is written 2.0, and double() makes one of an int."
                 : " int() and uint() make one of the other.";
      refuse(n, s);
    };
    switch (n.op) {
    case Op::equals:
    case Op::differs:
      if (!comparable(a, b)) {
        if (a.kind == Kind::null || b.kind == Kind::null)
          refuse(n, capital(with_article(words(a.kind == Kind::null ? b : a))) +
                        " is never null; has() asks whether there is a value.");
        wrong();
      }
      return Type::of(Kind::boolean);
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      if (!ordered(a, b)) wrong();
      return Type::of(Kind::boolean);
    case Op::in:
      if (!(b.is_dyn() || (b.kind == Kind::list && comparable(a, b.item())) ||
            (b.kind == Kind::map && comparable(a, b.key()))))
        wrong();
      return Type::of(Kind::boolean);
    default:
      break;
    }
    if (a.is_dyn() || b.is_dyn())
      return a.is_dyn() && b.is_dyn() ? Type::dyn() : arithmetic_with_dyn(n, a, b);
    const bool time_a = a.kind == Kind::timestamp, time_b = b.kind == Kind::timestamp;
    const bool span_a = a.kind == Kind::duration, span_b = b.kind == Kind::duration;
    if (a.kind == b.kind) {
      if (n.op == Op::remainder ? a.kind == Kind::integer || a.kind == Kind::natural : is_number(a)) return a;
      if (n.op == Op::add && (a.kind == Kind::text || a.kind == Kind::bytes)) return a;
      if (n.op == Op::add && a.kind == Kind::list) return join(a, b);
      if ((n.op == Op::add || n.op == Op::subtract) && span_a) return a;
      if (n.op == Op::subtract && time_a) return Type::of(Kind::duration);
    } else if ((n.op == Op::add && ((time_a && span_b) || (span_a && time_b))) ||
               (n.op == Op::subtract && time_a && span_b)) {
      return Type::of(Kind::timestamp);
    }
    wrong();
    return Type::dyn();
  }

  /// One side is known: it says whether the operation exists at all.
  Type arithmetic_with_dyn(const Node& n, const Type& a, const Type& b) const {
    const Type& known = a.is_dyn() ? b : a;
    const bool time = known.kind == Kind::timestamp || known.kind == Kind::duration;
    const bool good = n.op == Op::remainder ? fits('i', known.kind) || fits('u', known.kind)
                      : n.op == Op::add     ? is_number(known) || time || known.kind == Kind::text ||
                                              known.kind == Kind::bytes || known.kind == Kind::list
                      : n.op == Op::subtract ? is_number(known) || time
                                             : is_number(known);
    if (!good) refuse(n, std::string(symbol(n.op)) + " does not go with " + words(known) + ".");
    return time ? Type::dyn() : known.kind == Kind::list ? Type::list(Type::dyn()) : known;
  }

  Program& program_;
  Syntax& syntax_;
  const Environment& environment_;
  const bool typed_;
  std::vector<Local> scope_;
};

Program Program::load(std::string_view text, const Environment& environment, const LoadOptions& options) {
  Program p;
  p.syntax_ = parse(text, options.limits);
  Binder(p, environment, options.typed).run();
  return p;
}

} // namespace northline::cel
