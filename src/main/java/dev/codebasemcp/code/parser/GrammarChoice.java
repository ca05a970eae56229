package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import java.util.Optional;

/** Chooses the grammar for a text, which may differ from the file's language depending on its content. */
final class GrammarChoice {
    private GrammarChoice() {}

    /**
     * The language whose grammar to use for a text; empty if there is none. A C++ header may contain Objective-C. The OCaml
     * grammar reads only implementations, not interfaces, lexers and parsers.
     */
    static Optional<Language> of(Language language, SourceText text) {
        if (language == Language.CPP && hasLineStarting(text, "@interface", "@protocol", "@implementation")) {
            return Optional.of(Language.OBJECTIVE_C);
        }
        if (language == Language.OCAML && hasLineStarting(text, "val ", "rule ", "%")) {
            return Optional.empty();
        }
        return Optional.of(language.scriptLanguage().orElse(language))
                .filter(parsed -> parsed.grammar().isPresent());
    }

    private static boolean hasLineStarting(SourceText text, String... starts) {
        byte[] bytes = text.utf8();
        for (int line = 1; line <= text.lineCount(); line++) {
            int from = text.byteStart(line);
            for (String start : starts) {
                boolean longEnough = from + start.length() <= bytes.length;
                if (longEnough
                        && bytes[from] == start.charAt(0)
                        && text.slice(from, from + start.length()).equals(start)) {
                    return true;
                }
            }
        }
        return false;
    }
}
