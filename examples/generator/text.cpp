#include "text.hpp"

#include <array>
#include <iterator>

#include <fmt/format.h>

namespace northline::generator {
namespace {

constexpr std::size_t language_count = 5;
constexpr std::size_t word_count = 12;
using Words = std::array<std::string_view, word_count>;

constexpr std::array<std::string_view, kind_count> members = {
    "visions",    "missions",     "values",       "assessments", "insights",   "goals",     "benefits",
    "audiences",  "stakeholders", "channels",     "programs",    "activities", "resources", "metrics",
    "benchmarks", "policies",     "capabilities", "risks",       "exclusions"};

constexpr std::array<std::string_view, kind_count> prefixes = {
    "vision",    "mission", "value",      "assessment", "insight",  "goal",     "benefit",
    "audience",  "person",  "channel",    "program",    "activity", "resource", "metric",
    "benchmark", "policy",  "capability", "risk",       "exclusion"};

// One word per kind and language that opens a title.
constexpr std::array<std::array<std::string_view, language_count>, kind_count> heads = {{
    {"A place for", "Ein Ort für", "Un lieu pour", "Ένας τόπος για", "未来像"},
    {"We stand by", "Wir stehen für", "Nous servons", "Στηρίζουμε", "使命"},
    {"Honesty towards", "Ehrlichkeit gegenüber", "Franchise envers", "Ειλικρίνεια προς", "誠実さ"},
    {"Survey of", "Umfrage unter", "Enquête auprès de", "Έρευνα για", "調査"},
    {"What moves", "Was uns bewegt:", "Ce qui touche", "Τι απασχολεί", "気づき"},
    {"Win over", "Gewinnen:", "Convaincre", "Κερδίζουμε", "目標"},
    {"Less trouble for", "Weniger Mühe für", "Moins de peine pour", "Λιγότερος κόπος για", "利点"},
    {"Circle of", "Kreis der", "Cercle des", "Κύκλος:", "対象"},
    {"Speaker of", "Sprecherin für", "Porte-parole des", "Εκπρόσωπος για", "担当"},
    {"Forum of", "Forum der", "Forum des", "Φόρουμ για", "チャネル"},
    {"Evenings with", "Abende mit", "Soirées avec", "Βραδιές με", "企画"},
    {"Answers to", "Antworten an", "Réponses aux", "Απαντήσεις προς", "活動"},
    {"Desk for", "Team für", "Équipe pour", "Ομάδα για", "資源"},
    {"Trust among", "Vertrauen bei", "Confiance des", "Εμπιστοσύνη από", "指標"},
    {"Usual rate among", "Üblicher Wert bei", "Taux usuel chez", "Συνήθης τιμή για", "基準"},
    {"Rules for talking with", "Regeln im Umgang mit", "Règles envers", "Κανόνες για", "方針"},
    {"Knowing how to serve", "Können im Dienst für", "Savoir servir", "Ικανότητα για", "能力"},
    {"Losing", "Verlust von", "Perdre", "Απώλεια:", "危険"},
    {"No pressure on", "Kein Druck auf", "Aucune pression sur", "Καμία πίεση σε", "除外"},
}};

constexpr std::array<Words, language_count> people = {{
    {"young families", "first-time riders", "night-shift nurses", "allotment gardeners",
     "returning customers", "dealers", "small workshops", "commuters", "choir members", "retired teachers",
     "students", "neighbours"},
    {"jungen Familien", "Pendlerinnen", "Nachtschwestern", "Kleingärtnern", "Stammgästen", "Händlern",
     "Werkstätten", "Radfahrern", "Chorsängern", "Lehrkräften", "Studierenden", "Bürgerinnen"},
    {"jeunes familles", "élèves", "infirmières de nuit", "jardiniers", "clients fidèles", "négociants",
     "petits ateliers", "navetteurs", "choristes", "retraités", "étudiants", "voisins"},
    {"νέες οικογένειες", "ποδηλάτες", "νοσηλευτές", "κηπουρούς", "πελάτες", "εμπόρους", "εργαστήρια",
     "επιβάτες", "χορωδούς", "συνταξιούχους", "φοιτητές", "γείτονες"},
    {"若い家族", "初心者", "夜勤の看護師", "園芸家", "常連客", "販売店", "工房", "通勤者", "合唱団",
     "退職した教師", "学生", "近所の人々"},
}};

constexpr std::array<Words, language_count> places = {{
    {"the harbour", "Leeds", "the old town", "the north", "Cork", "the valley", "Porto", "the islands",
     "the market hall", "Utrecht", "the west side", "Malmö"},
    {"Köln", "Görlitz", "Südtirol", "Gießen", "der Altstadt", "Zürich", "Österreich", "Lübeck", "der Börde",
     "München", "Fürth", "Weißwasser"},
    {"Orléans", "Besançon", "Liège", "la vallée", "Nîmes", "Genève", "Québec", "l’Île-d’Yeu", "Béziers",
     "Châlons", "Sète", "Saint-Étienne"},
    {"Θεσσαλονίκη", "Πάτρα", "Κρήτη", "Ρόδο", "Βόλο", "Χανιά", "Καλαμάτα", "Λάρισα", "Κέρκυρα", "Ιωάννινα",
     "Σύρο", "Δράμα"},
    {"札幌", "仙台", "横浜", "金沢", "京都", "大阪", "神戸", "広島", "高松", "福岡", "長崎", "那覇"},
}};

constexpr std::array<std::string_view, language_count> in_words = {" in ", " in ", " à ", " σε ", "・"};
constexpr std::array<std::string_view, language_count> round_words = {", round ", ", Runde ", ", tour ",
                                                                      ", γύρος ", " 第"};
constexpr std::array<std::string_view, language_count> sentences = {
    "Agreed with those who do the work; looked at again after the first quarter.",
    "Abgestimmt mit denen, die es tun; nach dem ersten Quartal prüfen wir erneut.",
    "Convenu avec celles et ceux qui le font ; revu après le premier trimestre.",
    "Συμφωνήθηκε με όσους το κάνουν· το ξαναβλέπουμε μετά το πρώτο τρίμηνο.",
    "担当者と合意済み。第一四半期の後に見直す。"};

constexpr std::array<std::string_view, word_count> slug_words = {"grow",  "calm",   "open",   "local",
                                                                 "early", "shared", "bright", "steady",
                                                                 "plain", "warm",   "swift",  "north"};
constexpr std::array<std::string_view, 6> far_words = {"größe", "été", "Κρήτη", "札幌", "ñandú", "šípek"};

enum Purpose : std::uint64_t { for_language = 101, for_words = 102, for_id = 103 };

std::uint64_t number_of(Kind kind) { return static_cast<std::uint64_t>(kind); }

void append_base36(std::string& out, std::uint32_t value) {
  std::array<char, 8> digits{};
  std::size_t length = 0;
  do {
    digits[length++] = "0123456789abcdefghijklmnopqrstuvwxyz"[value % 36];
    value /= 36;
  } while (value != 0);
  while (length > 0) out += digits[--length];
}

} // namespace

std::string_view member_of(Kind kind) { return members[static_cast<std::size_t>(kind)]; }

void append_id(std::string& out, std::uint64_t seed, Reference element) {
  Random random(seed, number_of(element.kind), element.index, for_id);
  const std::uint64_t form = random.below(100);
  const std::string_view prefix = prefixes[static_cast<std::size_t>(element.kind)];
  if (form < 62) {
    fmt::format_to(std::back_inserter(out), "{}-{:06}", prefix, element.index);
    return;
  }
  // The last part begins with the kind's letters, so it can meet neither another kind's id nor a number.
  if (form < 99) {
    out += slug_words[random.below(word_count)];
    out += '-';
    out += slug_words[random.below(word_count)];
  } else {
    out += far_words[random.below(far_words.size())];
  }
  out += '-';
  out += prefix;
  out += '_';
  append_base36(out, element.index);
}

std::string_view tag_of(Language language) {
  constexpr std::array<std::string_view, language_count> tags = {"en", "de", "fr", "el", "ja"};
  return tags[static_cast<std::size_t>(language)];
}

Language language_of(std::uint64_t seed, Reference element) {
  const std::uint64_t at = Random(seed, number_of(element.kind), element.index, for_language).below(100);
  if (at < 40) return Language::english;
  if (at < 60) return Language::german;
  if (at < 75) return Language::french;
  if (at < 87) return Language::greek;
  return Language::japanese;
}

std::string title_of(std::uint64_t seed, Reference element) {
  const auto language = static_cast<std::size_t>(language_of(seed, element));
  Random random(seed, number_of(element.kind), element.index, for_words);
  const std::string_view who = people[language][random.below(word_count)];
  const std::string_view where = places[language][random.below(word_count)];
  const std::uint64_t decoration = random.below(100);
  std::string title;
  title.reserve(96);
  title += heads[static_cast<std::size_t>(element.kind)][language];
  title += ' ';
  const bool quoted = decoration < 6;
  if (quoted) title += '"';
  title += who;
  if (quoted) title += '"';
  title += in_words[language];
  title += where;
  title += round_words[language];
  fmt::format_to(std::back_inserter(title), "{}", element.index + 1);
  if (language == static_cast<std::size_t>(Language::japanese)) title += "回";
  if (decoration == 10) title += " \U0001F680";
  if (decoration == 11) title += " (plan\\draft)";
  if (decoration == 12) title += " / A\tB";
  if (decoration == 13) title += " “so it is”";
  return title;
}

std::string description_of(std::uint64_t seed, Reference element) {
  const auto language = static_cast<std::size_t>(language_of(seed, element));
  Random random(seed, number_of(element.kind), element.index, for_words + 100);
  std::string text(sentences[language]);
  const std::uint64_t decoration = random.below(100);
  if (decoration < 10) {
    text += "\n- ";
    text += people[language][random.below(word_count)];
    text += "\n- \"";
    text += places[language][random.below(word_count)];
    text += '"';
  }
  if (decoration == 20) text += " \\o/";
  return text;
}

void append_json_string(std::string& out, std::string_view text, Escapes escapes) {
  out += '"';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else if (byte < 0x80 || escapes == Escapes::needed) {
      out += c;
    } else {
      const std::size_t more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
      std::uint32_t point = byte & (0x3FU >> more);
      for (std::size_t i = 0; i < more; ++i)
        point = (point << 6) | (static_cast<unsigned char>(text[++at]) & 0x3FU);
      if (point >= 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", 0xD800 + ((point - 0x10000) >> 10));
        point = 0xDC00 + ((point - 0x10000) & 0x3FF);
      }
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", point);
    }
  }
  out += '"';
}

} // namespace northline::generator
