package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.outline.DefinitionCandidate;
import dev.codebasemcp.code.outline.OutlineBuilder;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.treesitter.TSNode;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryMatch;

/**
 * Reads the matches of a grammar's query.
 *
 * <p>Captures named after a {@link DefinitionKind} in lower case are definitions. The other captures: {@code @name} is a
 * definition's name, and {@code @owner} the type that its syntax names, with {@code @prototype} for the property between them.
 * {@code @body} is a part that follows the definition in the tree instead of being inside. {@code @comment} and
 * {@code @decorator} are what their names say. {@code @call} and {@code @factory} are definitions only if the word in
 * {@code @keyword} says so, as in {@code defmodule}. {@code @attribute} is the name of a module attribute in
 * {@code @decorator}. {@code @import} is the function that returned a value; results of {@code require} are not definitions.
 */
final class CaptureReader {
    private static final String NAME = "name";
    private static final String KEYWORD = "keyword";
    private static final String BODY = "body";
    private static final String PROTOTYPE = "prototype";
    private static final Set<String> FACTORIES = Set.of("new", "define", "R6Class", "setRefClass", "setClass");
    private static final Map<String, DefinitionKind> KEYWORDS = keywords();
    private static final Set<String> DOCUMENTATION = Set.of("doc", "moduledoc", "typedoc", "shortdoc");
    private static final Set<String> ATTRIBUTES =
            Set.of("spec", "impl", "deprecated", "since", "dialyzer", "tag", "describetag", "macrocallback");

    private final SourceText text;
    private final PrunedSource pruned;
    private final OutlineBuilder builder;
    private final List<String> captures;

    /** Creates a reader; {@code captures} are names by index, {@code pruned} is the parsed part of {@code text}. */
    CaptureReader(List<String> captures, SourceText text, PrunedSource pruned, OutlineBuilder builder) {
        this.captures = captures;
        this.text = text;
        this.pruned = pruned;
        this.builder = builder;
    }

    void read(TSQueryMatch match) {
        Map<String, Span> spans = new HashMap<>();
        for (TSQueryCapture capture : match.getCaptures()) {
            spans.computeIfAbsent(captures.get(capture.getIndex()), name -> spanOf(capture.getNode()));
        }
        if (spans.containsKey("comment")) {
            builder.addComment(span(spans, "comment"));
        } else if (spans.containsKey("decorator")) {
            readDecorator(spans);
        } else if (spans.containsKey(NAME)) {
            readDefinition(spans, match.getPatternIndex());
        }
    }

    private void readDecorator(Map<String, Span> spans) {
        Span span = span(spans, "decorator");
        String attribute = spans.containsKey("attribute") ? slice(spans, "attribute") : "spec";
        if (DOCUMENTATION.contains(attribute)) {
            builder.addComment(span);
        } else if (ATTRIBUTES.contains(attribute)) {
            builder.addDecorator(span);
        }
    }

    private void readDefinition(Map<String, Span> spans, int pattern) {
        int nameByte = span(spans, NAME).from();
        if (spans.containsKey("import") && slice(spans, "import").equals("require")) {
            builder.ignore(nameByte);
        }
        Optional<DefinitionKind> kind = Optional.empty();
        Span span = new Span(0, 0);
        for (String capture : spans.keySet()) {
            Optional<DefinitionKind> captured = kindOf(capture, spans);
            if (captured.isPresent()) {
                kind = captured;
                span = span(spans, capture);
            }
        }
        if (spans.containsKey(BODY)) {
            span = new Span(span.from(), span(spans, BODY).to());
        }
        String name = nameOf(spans);
        if (kind.isPresent() && !name.isBlank()) {
            boolean onPrototype = isPrototype(spans);
            DefinitionKind syntactic = onPrototype ? DefinitionKind.METHOD : kind.get();
            builder.add(new DefinitionCandidate(syntactic, name, ownerOf(spans, onPrototype), span, nameByte, pattern));
        }
    }

    private String nameOf(Map<String, Span> spans) {
        String written = slice(spans, NAME);
        return spans.containsKey("call") ? headOf(written) : written;
    }

    private boolean isPrototype(Map<String, Span> spans) {
        return spans.containsKey(PROTOTYPE) && slice(spans, PROTOTYPE).equals(PROTOTYPE);
    }

    private String ownerOf(Map<String, Span> spans, boolean onPrototype) {
        if (!spans.containsKey("owner")) {
            return "";
        }
        boolean member = spans.containsKey(PROTOTYPE) && !onPrototype;
        return slice(spans, "owner") + (member ? "." + slice(spans, PROTOTYPE) : "");
    }

    private Optional<DefinitionKind> kindOf(String capture, Map<String, Span> spans) {
        if (capture.equals("call")) {
            return Optional.ofNullable(KEYWORDS.get(slice(spans, KEYWORD)));
        }
        if (capture.equals("factory")) {
            boolean createsClass = FACTORIES.contains(slice(spans, KEYWORD));
            return createsClass ? Optional.of(DefinitionKind.CLASS) : Optional.empty();
        }
        return DefinitionKind.byLabel(capture);
    }

    /**
     * Reduces {@code sell(store, id) when is_integer(id)} to {@code sell}, and {@code :name} to {@code name}. The definition of
     * an operator, such as {@code left == right}, has no name.
     */
    private static String headOf(String written) {
        String head = written.startsWith(":") ? written.substring(1) : written;
        int end = 0;
        while (end < head.length() && "(, \n\r\t".indexOf(head.charAt(end)) < 0) {
            end++;
        }
        String rest = head.substring(end).strip();
        boolean operator = !rest.isEmpty() && "=<>!+-*/|&^~".indexOf(rest.charAt(0)) >= 0;
        return operator ? "" : head.substring(0, end);
    }

    private static Span span(Map<String, Span> spans, String capture) {
        return Objects.requireNonNull(spans.get(capture), capture);
    }

    private Span spanOf(TSNode node) {
        return text.trim(pruned.inWhole(node.getStartByte(), node.getEndByte()));
    }

    private String slice(Map<String, Span> spans, String capture) {
        Span span = span(spans, capture);
        return text.slice(span.from(), span.to());
    }

    private static Map<String, DefinitionKind> keywords() {
        Map<String, DefinitionKind> kinds = new HashMap<>();
        kinds.put("defmodule", DefinitionKind.MODULE);
        kinds.put("defprotocol", DefinitionKind.INTERFACE);
        kinds.put("defimpl", DefinitionKind.EXTENSION);
        for (String word : "def defp defdelegate defguard defguardp defn defnp".split(" ", -1)) {
            kinds.put(word, DefinitionKind.FUNCTION);
        }
        kinds.put("defmacro", DefinitionKind.MACRO);
        kinds.put("defmacrop", DefinitionKind.MACRO);
        for (String word : "attr_reader attr_writer attr_accessor".split(" ", -1)) {
            kinds.put(word, DefinitionKind.FIELD);
        }
        kinds.put("define_method", DefinitionKind.METHOD);
        kinds.put("setClass", DefinitionKind.CLASS);
        kinds.put("setGeneric", DefinitionKind.METHOD);
        kinds.put("setMethod", DefinitionKind.METHOD);
        return kinds;
    }
}
