package dev.codebasemcp.code;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.treesitter.TSLanguage;
import org.treesitter.TSQuery;

/**
 * A grammar with its query, ready for parsers of several threads: neither changes after it was made.
 *
 * @param captures the names of the query's captures by their index
 */
record LoadedGrammar(Grammar grammar, TSLanguage language, TSQuery query, List<String> captures) {
    LoadedGrammar {
        captures = List.copyOf(captures);
    }

    /**
     * Loads the native library and compiles the query.
     *
     * @throws IOException if the query is missing; a grammar that cannot be loaded or a query that does not fit it
     *     throws what the binding throws
     */
    static LoadedGrammar load(Grammar grammar) throws IOException {
        String patterns = grammar.query();
        TSLanguage language = grammar.load();
        TSQuery query = new TSQuery(language, patterns);
        List<String> captures = IntStream.range(0, query.getCaptureCount())
                .mapToObj(query::getCaptureNameForId)
                .toList();
        return new LoadedGrammar(grammar, language, query, captures);
    }
}
