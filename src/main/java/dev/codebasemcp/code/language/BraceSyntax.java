package dev.codebasemcp.code.language;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a language with braces writes functions, strings and comments: enough to find bodies without a grammar. Immutable. Lists of
 * words are separated by spaces.
 */
public final class BraceSyntax {
    static final BraceSyntax C_FAMILY = new BraceSyntax(
            Set.of(Trait.PREPROCESSOR, Trait.DELIMITED_RAW_STRINGS),
            new Words("", "class namespace extern", "class struct union enum", "", "object"));

    static final BraceSyntax JAVA = new BraceSyntax(
            Set.of(Trait.TEXT_BLOCKS, Trait.ESCAPES_IN_TEXT_BLOCKS),
            new Words("", "class interface enum record module new", "class interface enum record", "import", "object"));

    static final BraceSyntax GO = new BraceSyntax(
            Set.of(Trait.LINES_END_DECLARATIONS, Trait.BACKTICK_STRINGS, Trait.SEVERAL_PARAMETER_LISTS),
            new Words("func", "", "type", "", "object"));

    static final BraceSyntax RUST = new BraceSyntax(
            Set.of(
                    Trait.NESTED_COMMENTS,
                    Trait.QUOTED_NAMES,
                    Trait.MULTILINE_STRINGS,
                    Trait.HASHED_RAW_STRINGS,
                    Trait.MACRO_CALLS),
            new Words("fn macro_rules", "", "fn macro_rules struct enum union trait impl mod type", "use", "object"));

    static final BraceSyntax SWIFT = new BraceSyntax(
            Set.of(
                    Trait.LINES_END_DECLARATIONS,
                    Trait.NESTED_COMMENTS,
                    Trait.TEXT_BLOCKS,
                    Trait.ESCAPES_IN_TEXT_BLOCKS),
            new Words(
                    "func init deinit",
                    "",
                    "func init deinit class struct enum extension protocol actor",
                    "import",
                    "object"));

    static final BraceSyntax KOTLIN = new BraceSyntax(
            Set.of(Trait.LINES_END_DECLARATIONS, Trait.NESTED_COMMENTS, Trait.TEXT_BLOCKS, Trait.EXPRESSION_BODIES),
            new Words("fun", "", "fun class interface typealias", "import", "object"));

    static final BraceSyntax SCALA = new BraceSyntax(
            Set.of(
                    Trait.LINES_END_DECLARATIONS,
                    Trait.NESTED_COMMENTS,
                    Trait.TEXT_BLOCKS,
                    Trait.QUOTED_NAMES,
                    Trait.EXPRESSION_BODIES,
                    Trait.BLOCK_ARGUMENTS),
            new Words("def", "", "def class object trait enum type", "import", "new"));

    private final EnumSet<Trait> traits;
    private final Set<String> functionWords;
    private final Set<String> containerWords;
    private final Set<String> localWords;
    private final String importWord;
    private final String objectWord;

    private BraceSyntax(Set<Trait> traits, Words words) {
        this.traits = EnumSet.copyOf(traits);
        this.functionWords = set(words.functions);
        this.containerWords = set(words.containers);
        this.localWords = set(words.locals);
        this.importWord = words.imports;
        this.objectWord = words.objects;
    }

    /** In what languages with braces differ. */
    public enum Trait {
        /** Lines that start with {@code #} are directives, and capitals are macros. */
        PREPROCESSOR,
        /** A line break outside of parentheses ends a declaration. */
        LINES_END_DECLARATIONS,
        /** A block comment may hold others. */
        NESTED_COMMENTS,
        /** Three quotes open a string of several lines. */
        TEXT_BLOCKS,
        /** A backslash quotes in such a string; elsewhere the string may end with more than three quotes. */
        ESCAPES_IN_TEXT_BLOCKS,
        /** A single quote may also start a name, as of a lifetime or a symbol. */
        QUOTED_NAMES,
        /** The body of a function may be an expression behind an equals sign. */
        EXPRESSION_BODIES,
        /** Backticks enclose a string without escapes. */
        BACKTICK_STRINGS,
        /** An ordinary string may hold line breaks. */
        MULTILINE_STRINGS,
        /** {@code R"x(…)x"}. */
        DELIMITED_RAW_STRINGS,
        /** {@code r#"…"#}. */
        HASHED_RAW_STRINGS,
        /** Braces behind {@code !} are a macro's arguments. */
        MACRO_CALLS,
        /** Receivers and results have lists like those of parameters, so that none is pruned. */
        SEVERAL_PARAMETER_LISTS,
        /** Braces behind a call's parentheses are an argument, as in {@code test("name") {}}. */
        BLOCK_ARGUMENTS
    }

    /**
     * The words that matter.
     *
     * @param functions those that start a function; empty where a parameter list before braces tells it
     * @param containers those whose braces hold definitions, in a language without words for functions
     * @param locals those that define something even inside of a function
     * @param imports the one that starts an import, or empty
     * @param objects the one that makes an object with definitions in braces
     */
    private record Words(String functions, String containers, String locals, String imports, String objects) {}

    /** Whether the language has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether functions start with a word; where they do not, a parameter list before braces tells them. */
    public boolean hasFunctionWords() {
        return !functionWords.isEmpty();
    }

    /** Whether a word says that the braces after it are a function's. */
    public boolean startsFunction(String word) {
        return functionWords.contains(word);
    }

    /** Whether a word at the start of a declaration makes it an import. */
    public boolean startsImport(String word) {
        return !importWord.isEmpty() && importWord.equals(word);
    }

    /** Whether braces after a word hold definitions, in a language without words for functions. */
    public boolean startsContainer(String word) {
        return containerWords.contains(word);
    }

    /** Whether braces after a word hold definitions, unless they come right after a parameter list. */
    public boolean startsRecord(String word) {
        return has(Trait.PREPROCESSOR) && localWords.contains(word);
    }

    /** Whether an expression that starts with a word makes an object, with definitions in braces. */
    public boolean makesObject(String word) {
        return word.equals(objectWord);
    }

    /** Whether a word defines something even inside of a function. */
    public boolean definesLocally(String word) {
        return localWords.contains(word);
    }

    private static Set<String> set(String words) {
        return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
    }
}
