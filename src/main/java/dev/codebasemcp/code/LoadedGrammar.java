package dev.codebasemcp.code;

import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.treesitter.TSLanguage;
import org.treesitter.TSQuery;

/**
 * A grammar with its query, ready for parsers of several threads: neither changes after it was made.
 *
 * @param captures the names of the query's captures by their index
 * @param version what tells this parser and query from other versions of them
 */
record LoadedGrammar(Grammar grammar, TSLanguage language, TSQuery query, List<String> captures, ContentHash version) {
    LoadedGrammar {
        captures = List.copyOf(captures);
    }

    /** Names what native code does with some bytes: another version may do something else. */
    ContentHash nameOf(byte[] code) {
        return ContentHash.of(version.toBytes(), code);
    }

    /**
     * Loads the native library and compiles the query.
     *
     * @param libraries the versions of the native libraries
     * @throws IOException if the query is missing; a grammar that cannot be loaded or a query that does not fit it
     *     throws what the binding throws
     */
    static LoadedGrammar load(Grammar grammar, String libraries) throws IOException {
        String patterns = grammar.query();
        TSLanguage language = grammar.load();
        TSQuery query = new TSQuery(language, patterns);
        List<String> captures = IntStream.range(0, query.getCaptureCount())
                .mapToObj(query::getCaptureNameForId)
                .toList();
        ContentHash version = ContentHash.of((libraries + patterns).getBytes(StandardCharsets.UTF_8));
        return new LoadedGrammar(grammar, language, query, captures, version);
    }
}
