package dev.codebasemcp.web.views;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.symbols.NamedSymbol;
import dev.codebasemcp.symbols.OutlinedDefinition;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page asks about symbols besides the tools: the kinds of those that answers only name. */
public final class SymbolRoutes {
    /** As many as the page's graph shows. */
    private static final int MOST_SYMBOLS = 60;
    /** No tool answers this. */
    private static final String COUNTED_AS = "symbol_kinds";

    private static final String SYMBOLS = "symbols";
    private static final String SYMBOL = "symbol";
    private static final String FILE = "file_path";

    private final Kinds kinds;
    private final CountedCalls calls;

    /** Creates routes that ask {@code kinds}; {@code calls} counts the questions. */
    public SymbolRoutes(Kinds kinds, CountedCalls calls) {
        this.kinds = kinds;
        this.calls = calls;
    }

    /** Finds the first definition of each symbol in a project, in the same order. */
    @FunctionalInterface
    public interface Kinds {
        /** Returns empty ones where the index has none. */
        List<Optional<OutlinedDefinition>> of(String project, List<NamedSymbol> symbols);
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(new Route(
                "POST", "/api/symbols/kinds", request -> calls.count(COUNTED_AS, () -> kinds(request.body()))));
    }

    /** The kind and the first line of each symbol that was named, in the same order. */
    private Map<String, ?> kinds(Map<String, ?> body) {
        String project = text(body, "project_id");
        List<NamedSymbol> named = named(body);
        List<Optional<OutlinedDefinition>> found = kinds.of(project, named);
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            answers.add(answer(named.get(i), found.get(i)));
        }
        return Map.of(SYMBOLS, answers);
    }

    private static Map<String, Object> answer(NamedSymbol named, Optional<OutlinedDefinition> definition) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(FILE, named.path());
        answer.put(SYMBOL, named.symbol());
        definition.ifPresent(found -> {
            answer.put("kind", found.kind().label());
            answer.put("line", found.lines().start());
        });
        return answer;
    }

    private static List<NamedSymbol> named(Map<String, ?> body) {
        if (!(body.get(SYMBOLS) instanceof List<?> list) || list.size() > MOST_SYMBOLS) {
            throw new RejectedException(SYMBOLS + ": must be a list of at most " + MOST_SYMBOLS + " symbols.");
        }
        List<NamedSymbol> named = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof Map<?, ?> fields)) {
                throw new RejectedException(SYMBOLS + ": each must have " + FILE + " and " + SYMBOL + ".");
            }
            named.add(new NamedSymbol(text(fields, FILE), text(fields, SYMBOL)));
        }
        return named;
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new RejectedException(name + ": missing; it must be a text.");
    }
}
