package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.treesitter.TSLanguage;
import org.treesitter.TSQuery;

/**
 * A grammar with its query. Both are immutable, so several threads may use them.
 *
 * @param captures the names of the query's captures by index
 * @param version identifies this version of the parser and query
 */
record LoadedGrammar(Language language, TSLanguage grammar, TSQuery query, List<String> captures, ContentHash version) {
    private static final String BINDING = "org.treesitter.TreeSitter";
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    LoadedGrammar {
        captures = List.copyOf(captures);
    }

    /** The identity of some parsed bytes: another version of the parser may treat them differently. */
    ContentHash identityOf(byte[] code) {
        return ContentHash.of(version.toBytes(), code);
    }

    /** The name of a grammar's native library: {@code CSharp} is in {@code tree-sitter-c-sharp}. */
    static String library(String grammar) {
        return "tree-sitter" + CAPITAL.matcher(grammar).replaceAll("-$0").toLowerCase(Locale.ROOT);
    }

    /**
     * Loads the native library and compiles the query.
     *
     * <p>If a field already identifies a node, the queries use {@code _} instead of its type. Compiling a query takes up to a
     * quarter of a second, mostly to analyse which children each node may have, and {@code _} skips that.
     *
     * @param libraries the versions of the native libraries
     * @throws IOException if the query is missing
     * @throws ReflectiveOperationException if the binding has no such grammar. Other failures throw what the binding throws
     */
    static LoadedGrammar load(Language language, String libraries) throws IOException, ReflectiveOperationException {
        String patterns = query(language);
        TSLanguage grammar = instance(language.grammar().orElseThrow());
        TSQuery query = new TSQuery(grammar, patterns);
        List<String> captures = IntStream.range(0, query.getCaptureCount())
                .mapToObj(query::getCaptureNameForId)
                .toList();
        ContentHash version = ContentHash.of((libraries + patterns).getBytes(StandardCharsets.UTF_8));
        return new LoadedGrammar(language, grammar, query, captures, version);
    }

    private static TSLanguage instance(String grammar) throws ReflectiveOperationException {
        Class<? extends TSLanguage> type = Class.forName(BINDING + grammar).asSubclass(TSLanguage.class);
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException failure) {
            // Out of memory says nothing about the grammar.
            if (failure.getCause() instanceof VirtualMachineError error) {
                throw error;
            }
            throw failure;
        }
    }

    private static String query(Language language) throws IOException {
        String name = "queries/" + language.queryId() + ".scm";
        try (InputStream in = LoadedGrammar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
