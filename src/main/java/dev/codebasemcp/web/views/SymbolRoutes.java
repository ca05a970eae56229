package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page asks about symbols besides the tools: the kinds of those that answers only name. */
public final class SymbolRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SymbolRoutes.class);
    /** As many as the page's graph shows. */
    private static final int MOST_SYMBOLS = 60;
    /** Enough for the outline of any usual file. */
    private static final int OUTLINE_TOKENS = 20_000;

    private static final String PROJECT = "project_id";
    private static final String SYMBOLS = "symbols";
    private static final String SYMBOL = "symbol";
    private static final String FILE = "file_path";

    private final Function<String, Tool> tools;

    /** Creates routes that ask tools, which {@code tools} finds by name. */
    public SymbolRoutes(Function<String, Tool> tools) {
        this.tools = tools;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(new Route("POST", "/api/symbols/kinds", this::kinds));
    }

    /** A symbol by the file that defines it. */
    private record Named(String file, String symbol) {}

    /** The kind and the first line of each symbol that was named, in the same order. */
    private Map<String, ?> kinds(ApiRequest request) throws InterruptedException {
        String project = text(request.body(), PROJECT);
        Map<String, Map<String, Map<?, ?>>> outlines = new HashMap<>();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Named one : named(request.body())) {
            if (!outlines.containsKey(one.file())) {
                outlines.put(one.file(), outline(project, one.file()));
            }
            answers.add(answer(
                    one, Optional.ofNullable(outlines.get(one.file())).map(outline -> outline.get(one.symbol()))));
        }
        return Map.of(SYMBOLS, answers);
    }

    private static Map<String, Object> answer(Named named, Optional<Map<?, ?>> definition) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(FILE, named.file());
        answer.put(SYMBOL, named.symbol());
        definition.ifPresent(found -> {
            Optional.ofNullable(found.get("kind")).ifPresent(kind -> answer.put("kind", kind));
            Optional.ofNullable(found.get("start_line")).ifPresent(line -> answer.put("line", line));
        });
        return answer;
    }

    /** The definitions of a file by their names, the first of each; none if the file is not known, or not anymore. */
    private Map<String, Map<?, ?>> outline(String project, String file) throws InterruptedException {
        Tool tool = tools.apply("get_outline");
        Map<String, Object> arguments = Map.of("path", file, PROJECT, project, "max_tokens", OUTLINE_TOKENS);
        Map<String, Map<?, ?>> definitions = new HashMap<>();
        try {
            Object found = tool.call(Arguments.check(tool.spec(), arguments), new PageCall())
                    .structured()
                    .get("definitions");
            for (Object one : found instanceof List<?> list ? list : List.of()) {
                if (one instanceof Map<?, ?> definition) {
                    definitions.putIfAbsent(String.valueOf(definition.get(SYMBOL)), definition);
                }
            }
        } catch (RejectedException unknown) {
            LOG.debug("No outline for the kinds of a file's symbols", unknown);
        }
        return definitions;
    }

    private static List<Named> named(Map<String, ?> body) {
        if (!(body.get(SYMBOLS) instanceof List<?> list) || list.size() > MOST_SYMBOLS) {
            throw new RejectedException(SYMBOLS + ": must be a list of at most " + MOST_SYMBOLS + " symbols.");
        }
        List<Named> named = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof Map<?, ?> fields)) {
                throw new RejectedException(SYMBOLS + ": each must have " + FILE + " and " + SYMBOL + ".");
            }
            named.add(new Named(text(fields, FILE), text(fields, SYMBOL)));
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
