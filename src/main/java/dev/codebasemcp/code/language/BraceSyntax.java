package dev.codebasemcp.code.language;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a language with braces writes functions, strings and comments, to find bodies without a grammar. Immutable.
 * Spaces separate the words of a list.
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

    /** Properties in which languages with braces differ. */
    public enum Trait {
        /** Lines that start with {@code #} are directives, and capitals are macros. */
        PREPROCESSOR,
        /** A line break outside parentheses ends a declaration. */
        LINES_END_DECLARATIONS,
        /** Block comments nest. */
        NESTED_COMMENTS,
        /** Three quotes delimit a string of several lines. */
        TEXT_BLOCKS,
        /** Such strings have backslash escapes; without this trait, they may end with more than three quotes. */
        ESCAPES_IN_TEXT_BLOCKS,
        /** A single quote may also start a name, such as a lifetime or a symbol. */
        QUOTED_NAMES,
        /** A function's body may be an expression after an equals sign. */
        EXPRESSION_BODIES,
        /** Backticks delimit strings without escapes. */
        BACKTICK_STRINGS,
        /** Ordinary strings may contain line breaks. */
        MULTILINE_STRINGS,
        /** Raw strings such as {@code R"x(…)x"}. */
        DELIMITED_RAW_STRINGS,
        /** Raw strings such as {@code r#"…"#}. */
        HASHED_RAW_STRINGS,
        /** Braces after {@code !} are a macro's arguments. */
        MACRO_CALLS,
        /** Receivers and results have lists like parameters; none of these is pruned. */
        SEVERAL_PARAMETER_LISTS,
        /** Braces after a call's parentheses are an argument, as in {@code test("name") {}}. */
        BLOCK_ARGUMENTS
    }

    /**
     * The keywords of a language.
     *
     * @param functions start a function; empty if a parameter list before braces marks one
     * @param containers start braces with definitions, in a language without words for functions
     * @param locals define something even inside a function
     * @param imports the word that starts an import; may be empty
     * @param objects the word that creates an object with definitions in braces
     */
    private record Words(String functions, String containers, String locals, String imports, String objects) {}

    /** Whether the language has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether functions start with a word; otherwise a parameter list before braces marks them. */
    public boolean hasFunctionWords() {
        return !functionWords.isEmpty();
    }

    /** Whether the braces after a word are a function's. */
    public boolean startsFunction(String word) {
        return functionWords.contains(word);
    }

    /** Whether a word at the start of a declaration makes it an import. */
    public boolean startsImport(String word) {
        return !importWord.isEmpty() && importWord.equals(word);
    }

    /** Whether braces after a word contain definitions, in a language without words for functions. */
    public boolean startsContainer(String word) {
        return containerWords.contains(word);
    }

    /** Whether braces after a word contain definitions, unless they directly follow a parameter list. */
    public boolean startsRecord(String word) {
        return has(Trait.PREPROCESSOR) && localWords.contains(word);
    }

    /** Whether an expression that starts with a word creates an object with definitions in braces. */
    public boolean makesObject(String word) {
        return word.equals(objectWord);
    }

    /** Whether a word defines something even inside a function. */
    public boolean definesLocally(String word) {
        return localWords.contains(word);
    }

    private static Set<String> set(String words) {
        return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
    }
}
