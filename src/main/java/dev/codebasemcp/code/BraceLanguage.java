package dev.codebasemcp.code;

import java.util.Optional;

/** What tells the body of a function from other braces, for the languages where that needs no grammar. */
enum BraceLanguage {
    C_FAMILY,
    JAVA,
    GO,
    RUST;

    static Optional<BraceLanguage> of(Grammar grammar) {
        return switch (grammar) {
            case C, CPP -> Optional.of(C_FAMILY);
            case JAVA -> Optional.of(JAVA);
            case GO -> Optional.of(GO);
            case RUST -> Optional.of(RUST);
            default -> Optional.empty();
        };
    }

    /** Whether functions start with a word; where they do not, a parameter list before braces tells them. */
    boolean hasFunctionWords() {
        return this == GO || this == RUST;
    }

    /** Whether a word says that braces after it are a function's. */
    boolean startsFunction(String word) {
        return switch (this) {
            case GO -> word.equals("func");
            case RUST -> word.equals("fn") || word.equals("macro_rules");
            case C_FAMILY, JAVA -> false;
        };
    }

    /** Whether braces after a word hold definitions. */
    boolean startsContainer(String word) {
        return switch (word) {
            case "class" -> true;
            case "namespace", "extern" -> this == C_FAMILY;
            case "interface", "enum", "record", "module", "new" -> this == JAVA;
            default -> false;
        };
    }

    /** Whether braces after a word hold definitions, unless they come right after a parameter list. */
    boolean startsRecord(String word) {
        return this == C_FAMILY && isRecord(word);
    }

    /** Whether a word defines something even inside of a function. */
    boolean definesLocally(String word) {
        return switch (this) {
            case C_FAMILY -> word.equals("class") || isRecord(word);
            case GO -> word.equals("type");
            case JAVA ->
                word.equals("class") || word.equals("interface") || word.equals("enum") || word.equals("record");
            case RUST -> definesInRust(word);
        };
    }

    private static boolean isRecord(String word) {
        return word.equals("struct") || word.equals("union") || word.equals("enum");
    }

    private static boolean definesInRust(String word) {
        return switch (word) {
            case "fn", "struct", "enum", "union", "trait", "impl", "mod", "type", "macro_rules" -> true;
            default -> false;
        };
    }
}
