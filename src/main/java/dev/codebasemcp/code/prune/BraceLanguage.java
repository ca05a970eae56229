package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;
import java.util.Optional;
import java.util.Set;

/** What tells the body of a function from other braces, for the languages where that needs no grammar. */
enum BraceLanguage {
    C_FAMILY(Set.of(), Set.of("class", "namespace", "extern"), Set.of("class", "struct", "union", "enum")),
    JAVA(
            Set.of(),
            Set.of("class", "interface", "enum", "record", "module", "new"),
            Set.of("class", "interface", "enum", "record")),
    GO(Set.of("func"), Set.of(), Set.of("type")),
    RUST(
            Set.of("fn", "macro_rules"),
            Set.of(),
            Set.of("fn", "macro_rules", "struct", "enum", "union", "trait", "impl", "mod", "type")),
    SWIFT(
            Set.of("func", "init", "deinit"),
            Set.of(),
            Set.of("func", "init", "deinit", "class", "struct", "enum", "extension", "protocol", "actor")),
    KOTLIN(Set.of("fun"), Set.of(), Set.of("fun", "class", "interface", "typealias")),
    SCALA(Set.of("def"), Set.of(), Set.of("def", "class", "object", "trait", "enum", "type"));

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> functionWords;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> containerWords;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> localWords;

    BraceLanguage(Set<String> functionWords, Set<String> containerWords, Set<String> localWords) {
        this.functionWords = functionWords;
        this.containerWords = containerWords;
        this.localWords = localWords;
    }

    static Optional<BraceLanguage> of(Language source) {
        return switch (source) {
            case C, CPP -> Optional.of(C_FAMILY);
            case JAVA -> Optional.of(JAVA);
            case GO -> Optional.of(GO);
            case RUST -> Optional.of(RUST);
            case SWIFT -> Optional.of(SWIFT);
            case KOTLIN -> Optional.of(KOTLIN);
            case SCALA -> Optional.of(SCALA);
            default -> Optional.empty();
        };
    }

    /** Whether lines that start with {@code #} are directives, and capitals macros. */
    boolean isPreprocessed() {
        return this == C_FAMILY;
    }

    /** Whether a line break outside of parentheses ends a declaration. */
    boolean endsDeclarationsWithLines() {
        return this == GO || this == SWIFT || this == SCALA || this == KOTLIN;
    }

    /** Whether a block comment may hold others. */
    boolean nestsComments() {
        return this == RUST || this == SWIFT || this == SCALA || this == KOTLIN;
    }

    /** Whether three quotes open a string of several lines. */
    boolean hasTextBlocks() {
        return this == JAVA || this == SWIFT || this == SCALA || this == KOTLIN;
    }

    /** Whether a single quote may also start a name, as of a lifetime or a symbol. */
    boolean hasQuotedNames() {
        return this == RUST || this == SCALA;
    }

    /** Whether functions start with a word; where they do not, a parameter list before braces tells them. */
    boolean hasFunctionWords() {
        return !functionWords.isEmpty();
    }

    /** Whether a word says that braces after it are a function's. */
    boolean startsFunction(String word) {
        return functionWords.contains(word);
    }

    /** Whether a word at the start of a declaration makes it one of what others define. */
    boolean startsImport(String word) {
        return switch (this) {
            case JAVA, SCALA, SWIFT, KOTLIN -> word.equals("import");
            case RUST -> word.equals("use");
            case C_FAMILY, GO -> false;
        };
    }

    /** Whether braces after a word hold definitions, in a language without words for functions. */
    boolean startsContainer(String word) {
        return containerWords.contains(word);
    }

    /** Whether braces after a word hold definitions, unless they come right after a parameter list. */
    boolean startsRecord(String word) {
        return this == C_FAMILY && localWords.contains(word);
    }

    /** Whether an expression that starts with a word makes an object, with definitions in braces. */
    boolean makesObject(String word) {
        return word.equals(this == SCALA ? "new" : "object");
    }

    /** Whether the body of a function may be an expression behind an equals sign. */
    boolean hasExpressionBodies() {
        return this == SCALA || this == KOTLIN;
    }

    /** Whether a word defines something even inside of a function. */
    boolean definesLocally(String word) {
        return localWords.contains(word);
    }
}
