#include "check/cel/syntax.hpp"

#include "base/utf8.hpp"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <limits>

namespace northline::cel {

namespace {

enum class Token : std::uint8_t { end, name, quoted_name, integer, natural, real, text, bytes, mark };

bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

bool is_reserved(std::string_view s) {
  constexpr std::string_view words[] = {"as",       "break",  "const",  "continue", "else", "for",
                                        "function", "if",     "import", "let",      "loop", "namespace",
                                        "package",  "return", "var",    "void",     "while"};
  return std::find(std::begin(words), std::end(words), s) != std::end(words);
}
bool is_constant_word(std::string_view s) { return s == "true" || s == "false" || s == "null" || s == "in"; }

class Lexer {
public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token token = Token::end;
  std::size_t start = 0, end = 0;
  std::string value; ///< of a text, bytes or quoted name, decoded

  std::string_view word() const { return text_.substr(start, end - start); }
  bool is(std::string_view mark) const { return token == Token::mark && word() == mark; }

  void next() {
    skip_blanks();
    start = at_;
    if (at_ >= text_.size()) {
      token = Token::end;
      end = at_;
      return;
    }
    const char c = text_[at_];
    if (quote_follows()) return;
    if (starts_name(c)) {
      while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
      token = Token::name;
    } else if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      number();
    } else if (c == '`') {
      const std::size_t close = text_.find('`', at_ + 1);
      if (close == std::string_view::npos) throw Fault("The name that starts with ` has no end.", at_);
      value = text_.substr(at_ + 1, close - at_ - 1);
      const bool proper = !value.empty() && std::all_of(value.begin(), value.end(), [](char x) {
        return continues_name(x) || x == '.' || x == '-' || x == '/' || x == ' ';
      });
      if (!proper) throw Fault("Between ` and ` stand letters, digits, _ . - / and blanks.", at_);
      at_ = close + 1;
      token = Token::quoted_name;
    } else {
      constexpr std::string_view two[] = {"&&", "||", "==", "!=", "<=", ">="};
      const bool double_mark =
          std::find(std::begin(two), std::end(two), text_.substr(at_, 2)) != std::end(two);
      if (!double_mark && std::string_view("()[]{}.,:?+-*/%!<>").find(c) == std::string_view::npos) {
        std::size_t after = at_;
        next_code_point(text_, after);
        throw Fault("\"" + std::string(text_.substr(at_, after - at_)) + "\" has no meaning here" +
                        (c == '=' ? "; a comparison is written ==." : "."),
                    at_);
      }
      at_ += double_mark ? 2 : 1;
      token = Token::mark;
    }
    end = at_;
  }

private:
  void skip_blanks() {
    for (;;) {
      while (at_ < text_.size() &&
             (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r' && text_[at_] != '\v')))
        ++at_;
      if (text_.substr(at_, 2) != "//") return;
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }
  }

  void number() {
    if (text_[at_] == '0' && at_ + 1 < text_.size() && (text_[at_ + 1] == 'x' || text_[at_ + 1] == 'X')) {
      at_ += 2;
      const std::size_t digits = at_;
      while (at_ < text_.size() && hex_digit(text_[at_]) >= 0) ++at_;
      if (at_ == digits) throw Fault("A number after 0x has at least one digit.", start);
      token = Token::integer;
    } else {
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      token = Token::integer;
      if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
        token = Token::real;
        ++at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
      }
      if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
        std::size_t k = at_ + 1;
        if (k < text_.size() && (text_[k] == '+' || text_[k] == '-')) ++k;
        if (k < text_.size() && is_digit(text_[k])) {
          token = Token::real;
          while (k < text_.size() && is_digit(text_[k])) ++k;
          at_ = k;
        }
      }
    }
    if (token == Token::integer && at_ < text_.size() && (text_[at_] == 'u' || text_[at_] == 'U')) {
      ++at_;
      token = Token::natural;
    }
    if (at_ < text_.size() && continues_name(text_[at_]))
      throw Fault("A number ends before a letter or digit that does not belong to it.", at_);
  }

  bool quote_follows() {
    std::size_t k = at_;
    bool raw = false, bytes = false;
    if (k < text_.size() && (text_[k] == 'b' || text_[k] == 'B')) bytes = true, ++k;
    if (k < text_.size() && (text_[k] == 'r' || text_[k] == 'R')) raw = true, ++k;
    if (k >= text_.size() || (text_[k] != '"' && text_[k] != '\'')) return false;
    const char quote = text_[k];
    const bool triple = text_.substr(k, 3) == std::string(3, quote);
    k += triple ? 3 : 1;
    value.clear();
    for (;;) {
      if (k >= text_.size()) throw Fault("The string that starts here has no end.", start);
      const char c = text_[k];
      if (c == quote && (!triple || text_.substr(k, 3) == std::string(3, quote))) break;
      if (!triple && (c == '\n' || c == '\r'))
        throw Fault("A line ends within a string; \\n or three quotes write one that has several lines.", k);
      if (c != '\\' || raw) {
        value.push_back(c);
        ++k;
      } else {
        escape(k, bytes);
      }
    }
    at_ = k + (triple ? 3 : 1);
    end = at_;
    token = bytes ? Token::bytes : Token::text;
    return true;
  }

  void escape(std::size_t& k, bool bytes) {
    const std::size_t from = k;
    const char c = k + 1 < text_.size() ? text_[k + 1] : '\0';
    k += 2;
    constexpr std::string_view plain = "abfnrtv\\?\"'`", meaning = "\a\b\f\n\r\t\v\\?\"'`";
    if (const std::size_t i = plain.find(c); c != '\0' && i != std::string_view::npos) {
      value.push_back(meaning[i]);
      return;
    }
    std::uint32_t code = 0;
    if (c >= '0' && c <= '3') {
      --k;
      for (const std::size_t stop = k + 3; k < stop; ++k) {
        if (k >= text_.size() || text_[k] < '0' || text_[k] > '7')
          throw Fault("An octal escape has three digits, as in \\012.", from);
        code = code * 8 + static_cast<std::uint32_t>(text_[k] - '0');
      }
      put(code, bytes);
      return;
    }
    const unsigned digits = c == 'x' || c == 'X' ? 2 : c == 'u' && !bytes ? 4 : c == 'U' && !bytes ? 8 : 0;
    if (digits == 0)
      throw Fault(bytes && (c == 'u' || c == 'U') ? "Bytes have no \\u escapes; \\x writes one byte."
                                                  : "This escape does not exist; \\\\ writes a backslash.",
                  from);
    for (unsigned i = 0; i < digits; ++i, ++k) {
      const int d = k < text_.size() ? hex_digit(text_[k]) : -1;
      if (d < 0)
        throw Fault("The escape \\" + std::string(1, c) + " has " + std::to_string(digits) +
                        " hexadecimal digits.",
                    from);
      code = code * 16 + static_cast<std::uint32_t>(d);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
      throw Fault("There is no such Unicode character.", from);
    put(code, bytes);
  }
  void put(std::uint32_t code, bool bytes) {
    if (bytes)
      value.push_back(static_cast<char>(static_cast<unsigned char>(code)));
    else
      append_code_point(value, code);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Recursive descent; operators by precedence.
class Parser {
public:
  Parser(std::string_view text, const Limits& limits) : text_(text), limits_(limits), lexer_(text) {}

  Syntax run() {
    if (text_.size() > limits_.bytes)
      throw Fault("The expression is longer than " + std::to_string(limits_.bytes) + " bytes.", 0);
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t here = at;
      if (next_code_point(text_, at) == 0xFFFFFFFF) throw Fault("The expression is not UTF-8.", here);
    }
    lexer_.next();
    syntax_.root = expression();
    if (lexer_.token != Token::end) unexpected("The expression should end here");
    return std::move(syntax_);
  }

private:
  [[noreturn]] void unexpected(const std::string& wanted) {
    std::string found;
    for (std::size_t at = lexer_.start; at < lexer_.end && found.size() < 40;) {
      const std::uint32_t c = next_code_point(text_, at);
      append_code_point(found, c < 0x20 || c == 0x7F ? ' ' : c); // messages are one line
    }
    throw Fault(
        wanted + (lexer_.token == Token::end ? ", but the text ends." : ", but here stands " + found + "."),
        lexer_.start);
  }
  void expect(std::string_view mark, const char* what) {
    if (!lexer_.is(mark)) unexpected("\"" + std::string(mark) + "\" is needed to " + what);
    lexer_.next();
  }
  bool take(std::string_view mark) {
    if (!lexer_.is(mark)) return false;
    lexer_.next();
    return true;
  }

  std::uint32_t add(Node n, const std::vector<std::uint32_t>& children) {
    if (syntax_.nodes.size() >= limits_.nodes)
      throw Fault("The expression has more than " + std::to_string(limits_.nodes) + " parts.", n.at);
    n.first = static_cast<std::uint32_t>(syntax_.children.size());
    n.count = static_cast<std::uint32_t>(children.size());
    unsigned depth = 0;
    for (const std::uint32_t c : children) depth = std::max<unsigned>(depth, syntax_.nodes[c].depth);
    if (depth >= limits_.depth)
      throw Fault("The expression is nested more than " + std::to_string(limits_.depth) + " levels deep.",
                  n.at);
    n.depth = static_cast<std::uint16_t>(depth + 1);
    syntax_.children.insert(syntax_.children.end(), children.begin(), children.end());
    syntax_.nodes.push_back(n);
    return static_cast<std::uint32_t>(syntax_.nodes.size() - 1);
  }
  static Node node(Op op, std::size_t at) {
    Node n;
    n.op = op;
    n.at = static_cast<std::uint32_t>(at);
    return n;
  }
  std::uint32_t intern(std::string_view s) {
    syntax_.names.emplace_back(s);
    return static_cast<std::uint32_t>(syntax_.names.size() - 1);
  }
  std::uint32_t literal(Value v, std::size_t at) {
    Node n = node(Op::literal, at);
    n.slot = static_cast<std::uint32_t>(syntax_.literals.size());
    syntax_.literals.push_back(std::move(v));
    return add(n, {});
  }

  struct Deeper {
    Deeper(Parser& p) : parser(p) {
      if (++parser.nesting_ > parser.limits_.nesting)
        throw Fault("Brackets are nested more than " + std::to_string(parser.limits_.nesting) +
                        " levels deep.",
                    parser.lexer_.start);
    }
    ~Deeper() { --parser.nesting_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    Parser& parser;
  };

  std::uint32_t expression() {
    const Deeper deeper(*this);
    const std::uint32_t condition = disjunction();
    if (!lexer_.is("?")) return condition;
    const std::size_t at = lexer_.start;
    lexer_.next();
    const std::uint32_t yes = disjunction();
    expect(":", "separate the two results of a condition");
    const std::uint32_t no = expression();
    return add(node(Op::conditional, at), {condition, yes, no});
  }

  std::uint32_t disjunction() { return chain("||", Op::logical_or, &Parser::conjunction); }
  std::uint32_t conjunction() { return chain("&&", Op::logical_and, &Parser::relation); }
  // Long chains are one node, because a tree of them would be as deep as the chain is long.
  std::uint32_t chain(std::string_view mark, Op op, std::uint32_t (Parser::*part)()) {
    const std::uint32_t first = (this->*part)();
    if (!lexer_.is(mark)) return first;
    const std::size_t at = lexer_.start;
    std::vector<std::uint32_t> parts{first};
    while (take(mark)) parts.push_back((this->*part)());
    return add(node(op, at), parts);
  }

  std::uint32_t relation() {
    std::uint32_t left = sum();
    for (;;) {
      Op op{};
      if (lexer_.token == Token::name && lexer_.word() == "in")
        op = Op::in;
      else if (lexer_.token != Token::mark)
        return left;
      else if (const std::string_view m = lexer_.word(); m == "==")
        op = Op::equals;
      else if (m == "!=")
        op = Op::differs;
      else if (m == "<")
        op = Op::less;
      else if (m == "<=")
        op = Op::less_equal;
      else if (m == ">")
        op = Op::greater;
      else if (m == ">=")
        op = Op::greater_equal;
      else
        return left;
      const std::size_t at = lexer_.start;
      lexer_.next();
      const std::uint32_t right = sum();
      left = add(node(op, at), {left, right});
    }
  }
  std::uint32_t sum() {
    std::uint32_t left = product();
    while (lexer_.is("+") || lexer_.is("-")) {
      const Op op = lexer_.is("+") ? Op::add : Op::subtract;
      const std::size_t at = lexer_.start;
      lexer_.next();
      const std::uint32_t right = product();
      left = add(node(op, at), {left, right});
    }
    return left;
  }
  std::uint32_t product() {
    std::uint32_t left = unary();
    while (lexer_.is("*") || lexer_.is("/") || lexer_.is("%")) {
      const Op op = lexer_.is("*") ? Op::multiply : lexer_.is("/") ? Op::divide : Op::remainder;
      const std::size_t at = lexer_.start;
      lexer_.next();
      const std::uint32_t right = unary();
      left = add(node(op, at), {left, right});
    }
    return left;
  }

  std::uint32_t unary() {
    if (!lexer_.is("!") && !lexer_.is("-")) return member();
    const bool minus = lexer_.is("-");
    const std::size_t at = lexer_.start;
    std::size_t signs = 0;
    while (lexer_.is(minus ? "-" : "!")) {
      ++signs;
      lexer_.next();
    }
    std::uint32_t operand{};
    if (minus && (lexer_.token == Token::integer || lexer_.token == Token::real)) {
      --signs; // the sign belongs to the number: the smallest int has no positive twin
      operand = member_of(number(true, at));
    } else {
      operand = member();
    }
    // Two signs cancel each other, but ask for the type twice as little as they do once.
    for (std::size_t i = signs == 0 ? 0 : 2 - signs % 2; i > 0; --i)
      operand = add(node(minus ? Op::negate : Op::logical_not, at), {operand});
    return operand;
  }

  std::uint32_t number(bool negative, std::size_t at) {
    std::string_view digits = lexer_.word();
    const Token kind = lexer_.token;
    if (kind == Token::real) {
      double d = 0;
      fast_float::from_chars(digits.data(), digits.data() + digits.size(), d);
      lexer_.next();
      return literal(Value::real(negative ? -d : d), at);
    }
    if (kind == Token::natural) digits.remove_suffix(1);
    const bool hex = digits.size() > 2 && (digits[1] == 'x' || digits[1] == 'X');
    if (hex) digits.remove_prefix(2);
    const std::uint64_t base = hex ? 16 : 10, most = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t largest = kind == Token::natural ? most
                                  : negative             ? std::uint64_t{1} << 63
                                                         : most >> 1;
    std::uint64_t value = 0;
    for (const char c : digits) {
      const auto d = static_cast<std::uint64_t>(hex_digit(c));
      if (value > (largest - d) / base)
        throw Fault("The number " + std::string(lexer_.word()) + " is too large for " +
                        (kind == Token::natural ? "a uint." : "an int."),
                    at);
      value = value * base + d;
    }
    lexer_.next();
    if (kind == Token::natural) return literal(Value::natural(value), at);
    return literal(
        Value::integer(negative ? static_cast<std::int64_t>(0 - value) : static_cast<std::int64_t>(value)),
        at);
  }

  std::uint32_t member() { return member_of(primary()); }
  std::uint32_t member_of(std::uint32_t operand) {
    for (;;) {
      const std::size_t at = lexer_.start;
      if (take(".")) {
        if (lexer_.is("?")) no_optionals(at);
        const bool quoted = lexer_.token == Token::quoted_name;
        if (!quoted && (lexer_.token != Token::name || is_constant_word(lexer_.word())))
          unexpected("After a dot comes the name of a field or function");
        const std::string name = quoted ? lexer_.value : std::string(lexer_.word());
        const std::size_t name_at = lexer_.start;
        lexer_.next();
        if (!quoted && lexer_.is("(")) {
          operand = member_call(operand, name, name_at);
        } else {
          Node n = node(Op::select, name_at);
          n.name = intern(name);
          operand = add(n, {operand});
        }
      } else if (take("[")) {
        if (lexer_.is("?")) no_optionals(lexer_.start);
        const std::uint32_t i = expression();
        expect("]", "close an index");
        operand = add(node(Op::index, at), {operand, i});
      } else if (lexer_.is("{")) {
        const Op op = syntax_.nodes[operand].op;
        if (op == Op::name || op == Op::select)
          throw Fault("Protocol buffer messages cannot be made here; a map such as {'name': value} can.", at);
        return operand;
      } else {
        return operand;
      }
    }
  }
  [[noreturn]] static void no_optionals(std::size_t at) {
    throw Fault("Optional values (.?, [?], ?key) are not supported; has() asks whether there is a value.",
                at);
  }

  std::vector<std::uint32_t> arguments() {
    std::vector<std::uint32_t> list;
    expect("(", "open the arguments");
    if (take(")")) return list;
    for (;;) {
      list.push_back(expression());
      if (take(")")) return list;
      expect(",", "separate the arguments");
    }
  }

  std::uint32_t primary() {
    const std::size_t at = lexer_.start;
    switch (lexer_.token) {
    case Token::integer:
    case Token::natural:
    case Token::real:
      return number(false, at);
    case Token::text:
    case Token::bytes: {
      Value v = lexer_.token == Token::text ? Value::text(lexer_.value) : Value::bytes(lexer_.value);
      lexer_.next();
      return literal(std::move(v), at);
    }
    case Token::name:
      return named(false);
    case Token::mark:
      break;
    case Token::quoted_name:
      throw Fault("A name in ` ` stands after a dot only.", at);
    case Token::end:
      unexpected("A value is needed");
    }
    if (take("(")) {
      const std::uint32_t inner = expression();
      expect(")", "close the bracket");
      return inner;
    }
    if (take("[")) {
      std::vector<std::uint32_t> items;
      while (!lexer_.is("]")) {
        if (lexer_.is("?")) no_optionals(lexer_.start);
        items.push_back(expression());
        if (!take(",")) break;
      }
      expect("]", "close the list");
      return add(node(Op::list, at), items);
    }
    if (take("{")) {
      std::vector<std::uint32_t> items;
      while (!lexer_.is("}")) {
        if (lexer_.is("?")) no_optionals(lexer_.start);
        items.push_back(expression());
        expect(":", "separate a key from its value");
        items.push_back(expression());
        if (!take(",")) break;
      }
      expect("}", "close the map");
      return add(node(Op::map, at), items);
    }
    if (take(".")) {
      if (lexer_.token != Token::name) unexpected("After a dot comes a name");
      return named(true);
    }
    unexpected("A value is needed");
  }

  std::uint32_t named(bool rooted) {
    const std::size_t at = lexer_.start;
    const std::string word(lexer_.word());
    if (word == "in") unexpected("A value is needed");
    lexer_.next();
    if (!rooted) {
      if (word == "true") return literal(Value::boolean(true), at);
      if (word == "false") return literal(Value::boolean(false), at);
      if (word == "null") return literal(Value(), at);
    }
    if (is_constant_word(word) || is_reserved(word))
      throw Fault("\"" + word + "\" is a reserved word and cannot be a name.", at);
    Node n = node(Op::name, at);
    if (lexer_.is("(")) {
      n.op = Op::call;
      std::vector<std::uint32_t> list = arguments();
      if (word == "has" && !rooted) {
        if (list.size() != 1 || syntax_.nodes[list[0]].op != Op::select)
          throw Fault("has() takes one field of something, as in has(self.due).", at);
        syntax_.nodes[list[0]].op = Op::has;
        return list[0];
      }
      n.rooted = rooted;
      n.name = intern(word);
      return add(n, list);
    }
    n.rooted = rooted;
    n.name = intern(word);
    return add(n, {});
  }

  std::uint32_t simple_name(std::uint32_t node_index, const std::string& macro) {
    const Node& n = syntax_.nodes[node_index];
    if (n.op != Op::name || n.rooted)
      throw Fault("A variable of " + macro + "() is one name, as in list." + macro + "(x, x > 0).", n.at);
    return n.name;
  }

  std::uint32_t member_call(std::uint32_t operand, const std::string& name, std::size_t at) {
    std::vector<std::uint32_t> list = arguments();
    const std::size_t n = list.size();
    struct Known {
      std::string_view name;
      Macro macro;
      std::size_t least, most; ///< arguments without the second variable
      bool one, two;           ///< forms with one and with two variables
    };
    constexpr Known known[] = {
        {"all", Macro::all, 2, 2, true, true},
        {"exists", Macro::exists, 2, 2, true, true},
        {"exists_one", Macro::exists_one, 2, 2, true, false},
        {"existsOne", Macro::exists_one, 2, 2, true, true},
        {"map", Macro::map, 2, 3, true, false},
        {"filter", Macro::filter, 2, 2, true, false},
        {"transformList", Macro::transform_list, 2, 3, false, true},
        {"transformMap", Macro::transform_map, 2, 3, false, true},
        {"transformMapEntry", Macro::transform_map_entry, 2, 3, false, true},
    };
    for (const Known& k : known) {
      if (k.name != name) continue;
      const bool one = k.one && n >= k.least && n <= k.most;
      const bool two = k.two && n >= k.least + 1 && n <= k.most + 1;
      if (!one && !two) continue;
      Node m = node(Op::macro, at);
      m.macro = k.macro;
      m.name = simple_name(list[0], name);
      if (!one) m.name2 = simple_name(list[1], name);
      if (m.name2 != Node::none && syntax_.names[m.name] == syntax_.names[m.name2])
        throw Fault("The two variables of " + name + "() need different names.", at);
      std::vector<std::uint32_t> children{operand};
      children.insert(children.end(), list.begin() + (one ? 1 : 2), list.end());
      return add(m, children);
    }
    const Node& o = syntax_.nodes[operand];
    if (name == "bind" && o.op == Op::name && syntax_.names[o.name] == "cel" && n == 3) {
      Node m = node(Op::bind, at);
      m.name = simple_name(list[0], name);
      return add(m, {list[1], list[2]});
    }
    Node call = node(Op::call, at);
    call.member = true;
    call.name = intern(name);
    list.insert(list.begin(), operand);
    return add(call, list);
  }

  std::string_view text_;
  const Limits limits_;
  Lexer lexer_;
  Syntax syntax_;
  unsigned nesting_ = 0;
};

} // namespace

Syntax parse(std::string_view text, const Limits& limits) { return Parser(text, limits).run(); }

} // namespace northline::cel
