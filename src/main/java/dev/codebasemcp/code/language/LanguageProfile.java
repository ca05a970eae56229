package dev.codebasemcp.code.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is known of a language but its patterns and queries. A list in one string is separated by spaces. Filled by a
 * constant of {@link Language} before anybody else sees it.
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
    private boolean definesInClauses;
    private List<String> declarations = List.of();
    private Set<String> entryFiles = Set.of();
    private Bodies bodies = Bodies.WHOLE;
    private Optional<BraceSyntax> braces = Optional.empty();

    private LanguageProfile(String id, Use use) {
        this.id = id;
        this.use = use;
        this.queryId = id;
    }

    /** What the files of a language hold. */
    enum Use {
        CODE,
        PROSE,
        DATA
    }

    static LanguageProfile code(String id) {
        return new LanguageProfile(id, Use.CODE);
    }

    /** Mostly sentences. */
    static LanguageProfile prose(String id) {
        return new LanguageProfile(id, Use.PROSE);
    }

    /** Mostly values. */
    static LanguageProfile data(String id) {
        return new LanguageProfile(id, Use.DATA);
    }

    /** Other names that people use in filters, in lower case. */
    LanguageProfile aliases(String names) {
        aliases = words(names);
        return this;
    }

    /** Extensions of files in lower case, without dots. */
    LanguageProfile extensions(String all) {
        extensions = words(all);
        return this;
    }

    /** Names of files, also with another extension behind them. */
    LanguageProfile fileNames(String names) {
        fileNames = words(names);
        return this;
    }

    /** Commands in the first line of scripts, without versions. */
    LanguageProfile interpreters(String commands) {
        interpreters = words(commands);
        return this;
    }

    /** Its grammar: the end of the class's name in the tree-sitter binding. */
    LanguageProfile grammar(String name) {
        grammar = Optional.of(name);
        return this;
    }

    /** Takes the queries of another language, whose nodes its grammar has too. */
    LanguageProfile queriesOf(String language) {
        queryId = language;
        return this;
    }

    /** Its files are components: only the scripts in them are parsed, as another language. */
    LanguageProfile scriptsIn(String language) {
        scriptLanguage = Optional.of(language);
        return this;
    }

    /** The name of methods that make objects, where it is not the type's. */
    LanguageProfile constructor(String name) {
        constructor = name;
        return this;
    }

    /** One definition may be written in several clauses, one below the other. */
    LanguageProfile clauses() {
        definesInClauses = true;
        return this;
    }

    /** How the names of files end that declare without defining. */
    LanguageProfile declarations(String ends) {
        declarations = words(ends);
        return this;
    }

    /** The files that gather what the other files of a package define. */
    LanguageProfile entryFiles(String names) {
        entryFiles = Set.copyOf(words(names));
        return this;
    }

    /** Its functions have their bodies in braces, which a pruner finds. */
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

    boolean definesInClauses() {
        return definesInClauses;
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
