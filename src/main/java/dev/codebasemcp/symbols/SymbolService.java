package dev.codebasemcp.symbols;

import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.search.retrieve.Filters;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import dev.codebasemcp.symbols.scip.ScipIndexes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers questions on symbols in a project's index. Thread-safe. */
public final class SymbolService {
    /** Some thousand files of ordinary length. */
    private static final long CACHE_BYTES = 64L << 20;

    private final Retrieval retrieval;
    private final Outliner outliner;
    private final ParsedFiles parsed;
    private final ScipIndexes scip;
    private final WordsOfContents words = new WordsOfContents();

    /**
     * Creates a service.
     *
     * @param retrieval shared with searches, for its caches
     * @param outliner parses files
     * @param scip finds what compilers wrote down
     */
    public SymbolService(Retrieval retrieval, Outliner outliner, ScipIndexes scip) {
        this.scip = scip;
        this.retrieval = retrieval;
        this.outliner = outliner;
        this.parsed = new ParsedFiles(outliner, CACHE_BYTES);
    }

    /**
     * Finds the places that refer to a symbol.
     *
     * @param scope the repositories in which to look
     * @param place the definition that is meant, if several have the name
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public References references(Database database, SearchScope scope, SymbolName symbol, Optional<SymbolPlace> place) {
        return read(database, scope, code -> new ReferenceSearch(code).find(symbol, place));
    }

    /**
     * Finds the definitions of a file, or the most used ones of a directory.
     *
     * @param scope the repositories in which to look
     * @param readings what the path may mean, the usual one first: relative to a repository or absolute below its root
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public Outline outline(Database database, SearchScope scope, List<String> readings) {
        return read(database, scope, code -> {
            IndexedFiles files = code.files();
            return new OutlineSearch(files, some -> words.of(database.identity(), some, files::texts)).find(readings);
        });
    }

    /**
     * Finds what a name means, and tells what a reader needs to know about the likeliest symbol.
     *
     * @param scope the repositories in which to look
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public FoundSymbols find(Database database, SearchScope scope, SymbolQuestion question) {
        return read(database, scope, code -> new SymbolSearch(code, question).find());
    }

    /**
     * Finds what a change reaches.
     *
     * @param scope the repositories in which to look
     * @param steps how many uses of uses to follow, from 1
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public Impact impact(Database database, SearchScope scope, ImpactQuestion question, int steps) {
        return read(database, scope, code -> new ImpactReader(code, outliner).read(question, steps));
    }

    /**
     * Finds the first definition of each of some symbols, in the same order; empty where the index has none.
     *
     * @param scope the repositories in which to look
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public List<Optional<OutlinedDefinition>> definitions(
            Database database, SearchScope scope, List<NamedSymbol> symbols) {
        return read(database, scope, code -> NamedDefinitions.of(symbols, code.files()));
    }

    private <T> T read(Database database, SearchScope scope, Function<IndexedCode, T> question) {
        Filters filters = new Filters(scope, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        return new IndexStore(database).read(snapshot -> {
            IndexedFiles files = retrieval.files(database.identity(), snapshot, filters);
            return question.apply(new IndexedCode(database.identity(), files, parsed, scip));
        });
    }

    /** Empties the caches, to give memory back. */
    public void forget() {
        parsed.clear();
        words.clear();
        scip.clear();
    }
}
