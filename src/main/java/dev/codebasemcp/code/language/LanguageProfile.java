package dev.codebasemcp.code.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of a language, except its patterns and queries. Strings with several values separate them by spaces. Only
 * modified during construction of a {@link Language} constant.
 */
final class LanguageProfile {
    private final String id;
    private final Use use;
    private List<String> aliases = List.of();
    private List<String> extensions = List.of();
    private List<String> fileNames = List.of();
    private List<String> interpreters = List.of();
    private Optional<String> grammar = Optional.empty();
    private Optional<String> scriptLanguage = Optional.empty();
    private String queryId;
    private String constructor = "";
    private Clauses clauses = Clauses.NONE;
    private List<String> declarations = List.of();
    private Set<String> entryFiles = Set.of();
    private Bodies bodies = Bodies.WHOLE;
    private Optional<BraceSyntax> braces = Optional.empty();

    private LanguageProfile(String id, Use use) {
        this.id = id;
        this.use = use;
        this.queryId = id;
    }

    /** What the files of a language contain. */
    enum Use {
        CODE,
        PROSE,
        DATA
    }

    static LanguageProfile code(String id) {
        return new LanguageProfile(id, Use.CODE);
    }

    static LanguageProfile prose(String id) {
        return new LanguageProfile(id, Use.PROSE);
    }

    static LanguageProfile data(String id) {
        return new LanguageProfile(id, Use.DATA);
    }

    /** Other names for filters, in lower case. */
    LanguageProfile aliases(String names) {
        aliases = words(names);
        return this;
    }

    /** File extensions in lower case, without dots. */
    LanguageProfile extensions(String all) {
        extensions = words(all);
        return this;
    }

    /** File names, which may have a further extension. */
    LanguageProfile fileNames(String names) {
        fileNames = words(names);
        return this;
    }

    /** Interpreters in the first line of scripts, without versions. */
    LanguageProfile interpreters(String commands) {
        interpreters = words(commands);
        return this;
    }

    /** The grammar: the suffix of its class's name in the tree-sitter binding. */
    LanguageProfile grammar(String name) {
        grammar = Optional.of(name);
        return this;
    }

    /** Uses the queries of another language, whose nodes its grammar has too. */
    LanguageProfile queriesOf(String language) {
        queryId = language;
        return this;
    }

    /** Its files are components: only their scripts are parsed, as another language. */
    LanguageProfile scriptsIn(String language) {
        scriptLanguage = Optional.of(language);
        return this;
    }

    /** The name of constructors, if it is not the type's. */
    LanguageProfile constructor(String name) {
        constructor = name;
        return this;
    }

    /** A definition may consist of several adjacent clauses. */
    LanguageProfile clauses(Clauses where) {
        clauses = where;
        return this;
    }

    /** Endings of the names of files that declare without defining. */
    LanguageProfile declarations(String ends) {
        declarations = words(ends);
        return this;
    }

    /** Files that re-export the definitions of their package's other files. */
    LanguageProfile entryFiles(String names) {
        entryFiles = Set.copyOf(words(names));
        return this;
    }

    /** The syntax of a language whose functions have bodies in braces. */
    LanguageProfile braces(BraceSyntax syntax) {
        bodies = Bodies.BRACES;
        braces = Optional.of(syntax);
        return this;
    }

    /** How a pruner finds the bodies of its functions. */
    LanguageProfile bodies(Bodies kind) {
        bodies = kind;
        return this;
    }

    Bodies bodies() {
        return bodies;
    }

    Optional<BraceSyntax> braces() {
        return braces;
    }

    String id() {
        return id;
    }

    Use use() {
        return use;
    }

    List<String> aliases() {
        return aliases;
    }

    List<String> extensions() {
        return extensions;
    }

    List<String> fileNames() {
        return fileNames;
    }

    List<String> interpreters() {
        return interpreters;
    }

    Optional<String> grammar() {
        return grammar;
    }

    Optional<String> scriptLanguage() {
        return scriptLanguage;
    }

    String queryId() {
        return queryId;
    }

    String constructor() {
        return constructor;
    }

    Clauses clauses() {
        return clauses;
    }

    List<String> declarations() {
        return declarations;
    }

    Set<String> entryFiles() {
        return entryFiles;
    }

    private static List<String> words(String list) {
        return List.of(list.split(" ", -1));
    }
}
