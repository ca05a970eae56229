package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.DefinedSymbol;
import dev.codebasemcp.symbols.FoundSymbols;
import dev.codebasemcp.symbols.OutlinedDefinition;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.SymbolDetails;
import dev.codebasemcp.symbols.SymbolDetails.Around;
import dev.codebasemcp.symbols.SymbolDetails.Related;
import dev.codebasemcp.symbols.SymbolDetails.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The parts of an answer about a symbol, in the order in which a budget is spent.
 *
 * @param places names files and repositories
 */
record SymbolSections(ReferenceLines places) {
    static final String DEFINITIONS = "definitions";
    /** A reader of one member rarely needs to know all others. */
    private static final int MOST_NEAR = 12;

    private static final int MOST_SIGNATURE = 100;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](\\s|$)");

    private static final String RAISE = "raise " + Term.of("max_tokens");

    List<SymbolSection> of(FoundSymbols found) {
        List<SymbolSection> sections = new ArrayList<>();
        found.first().ifPresent(details -> addDetails(found.symbols().get(0), details, sections));
        if (found.symbols().size() > 1) {
            List<DefinedSymbol> others =
                    found.symbols().subList(1, found.symbols().size());
            sections.add(list(
                    "others",
                    "Others:",
                    others.stream().map(this::other).toList(),
                    shown -> left(others.size() - shown, "other") + "; " + RAISE));
        }
        return sections;
    }

    private void addDetails(DefinedSymbol symbol, SymbolDetails details, List<SymbolSection> sections) {
        for (int i = 0; i < details.texts().size(); i++) {
            sections.add(code(symbol, i, details.texts().get(i)));
        }
        details.around()
                .filter(around -> !around.members().isEmpty())
                .ifPresent(around -> sections.add(outline(symbol, around)));
        boolean isType = symbol.kind().isType();
        related("supertypes", isType ? "Supertypes" : "Overrides", details.supertypes(), sections);
        related("implementations", isType ? "Subtypes" : "Overridden by", details.implementations(), sections);
        details.uses().ifPresent(uses -> sections.add(callers(symbol, uses)));
        related("calls", "Calls", details.calls(), sections);
    }

    /** The heading of a definition, such as {@code src/Cart.java:10-30 Cart.add (method)}. */
    private String heading(DefinedSymbol symbol, OutlinedDefinition definition, int start) {
        return ReferenceLines.place(symbol.file()) + ":" + start + "-"
                + definition.lines().end() + " "
                + Quoted.brief(definition.symbol()) + " (" + definition.kind().label() + ")"
                + places.in(symbol.file().repositoryId());
    }

    private SymbolSection code(DefinedSymbol symbol, int i, Text text) {
        OutlinedDefinition definition = symbol.definitions().get(i);
        boolean isOverload = symbol.definitions().size() > 1;
        List<Line> lines = text.lines().stream()
                .map(line -> new Line(Quoted.lines(line), Optional.empty()))
                .toList();
        return new SymbolSection(
                DEFINITIONS,
                heading(symbol, definition, text.start())
                        + (isOverload ? ": " + Quoted.start(signature(definition), MOST_SIGNATURE) : ""),
                true,
                lines,
                head(definition, i, text),
                shown -> "Lines " + (text.start() + shown) + "-" + (text.start() + lines.size() - 1) + " of "
                        + ReferenceLines.place(symbol.file()) + " are left out; " + RAISE + ".");
    }

    /** The outline of a type says more than the beginning of its body, and the first overload more than the documentation of others. */
    private static int head(OutlinedDefinition definition, int i, Text text) {
        if (definition.kind().isType()) {
            return text.head() - text.start() + 1;
        }
        int comment = definition.lines().start() - text.start();
        return i > 0 && comment > 0
                ? firstSentence(
                        text.lines().subList(0, Math.min(comment, text.lines().size())))
                : 0;
    }

    /** How many lines of a comment have its first sentence. */
    private static int firstSentence(List<String> comment) {
        int end = 0;
        while (end < comment.size() && !SENTENCE_END.matcher(comment.get(end)).find()) {
            end++;
        }
        return Math.max(1, Math.min(end + 1, comment.size()));
    }

    private SymbolSection outline(DefinedSymbol symbol, Around around) {
        boolean isItself = around.type().equals(symbol.first());
        List<OutlinedDefinition> near = isItself ? around.members() : near(symbol.first(), around.members());
        List<Line> lines = near.stream()
                .map(member -> new Line(
                        "  " + member.lines().start() + "-" + member.lines().end() + " "
                                + Quoted.start(signature(member), MOST_SIGNATURE),
                        Optional.of(fields(member))))
                .toList();
        String counted = Counted.of(around.members().size(), "member");
        String title = isItself
                ? "Defines " + counted + ":"
                : "In " + Quoted.brief(around.type().symbol()) + " ("
                        + around.type().kind().label() + ") "
                        + range(around.type().lines()) + ", which defines " + counted
                        + (near.size() < around.members().size() ? "; near it:" : ":");
        return list(
                "outline",
                title,
                lines,
                shown -> left(lines.size() - shown, "member") + "; " + Term.of("get_outline") + " "
                        + ReferenceLines.place(symbol.file()) + " lists all");
    }

    /** Returns the members next to one, in their order. */
    private static List<OutlinedDefinition> near(OutlinedDefinition one, List<OutlinedDefinition> members) {
        int from = Math.max(0, Math.min(members.indexOf(one) - MOST_NEAR / 2, members.size() - MOST_NEAR));
        return members.subList(from, Math.min(members.size(), from + MOST_NEAR));
    }

    private void related(String name, String title, List<Related> related, List<SymbolSection> sections) {
        if (related.isEmpty()) {
            return;
        }
        List<Line> lines = related.stream().map(this::related).toList();
        boolean isBelow = name.equals("implementations");
        sections.add(list(
                name,
                title + " (" + lines.size() + "):",
                lines,
                shown -> left(lines.size() - shown, isBelow ? "implementation" : "name") + "; " + RAISE
                        + " or ask for these parts alone with " + Term.of("include")));
    }

    private Line related(Related related) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("symbol", related.name());
        related.place().ifPresent(symbol -> {
            fields.putAll(places.fields(symbol.file()));
            fields.put("line", symbol.line());
        });
        fields.put("confidence", related.confidence().label());
        String text = "  " + Quoted.brief(related.name())
                + related.place()
                        .map(symbol -> " " + ReferenceLines.place(symbol.file()) + ":" + symbol.line()
                                + places.in(symbol.file().repositoryId())
                                + ReferenceLines.confidence(related.confidence()))
                        .orElse("");
        return new Line(text, Optional.of(fields));
    }

    private SymbolSection callers(DefinedSymbol symbol, List<Reference> uses) {
        String counted = ReferenceLines.counted(uses);
        List<Line> lines = places.of(uses).stream()
                .map(line -> new Line("  " + line.text(), line.field()))
                .toList();
        return list(
                SymbolSection.CALLERS,
                uses.isEmpty()
                        ? "Nothing that is indexed uses it."
                        : "Used in " + Counted.of(uses.size(), "line") + " (" + counted + "):",
                lines,
                shown -> "Not all uses are shown; " + Term.of("find_references") + " " + Quoted.brief(symbol.name())
                        + " lists them");
    }

    private Line other(DefinedSymbol symbol) {
        Map<String, Object> fields = places.fields(symbol.file());
        fields.putAll(fields(symbol.first()));
        String text = "  " + ReferenceLines.place(symbol.file()) + ":"
                + range(symbol.first().lines()) + " "
                + Quoted.brief(symbol.name()) + places.in(symbol.file().repositoryId()) + ": "
                + Quoted.start(signature(symbol.first()), MOST_SIGNATURE)
                + symbol.uses()
                        .map(count -> " [" + Counted.of(count, "use") + "]")
                        .orElse("");
        symbol.uses().ifPresent(count -> fields.put("uses", count));
        return new Line(text, Optional.of(fields));
    }

    static Map<String, Object> fields(OutlinedDefinition definition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("symbol", definition.symbol());
        fields.put("kind", definition.kind().label());
        fields.put("start_line", definition.lines().start());
        fields.put("end_line", definition.lines().end());
        fields.put("signature", definition.signature());
        return fields;
    }

    private static String signature(OutlinedDefinition definition) {
        return Quoted.brief(
                definition.signature().isEmpty()
                        ? definition.kind().label() + " " + definition.symbol()
                        : definition.signature());
    }

    private static SymbolSection list(String name, String title, List<Line> lines, IntFunction<String> cut) {
        return new SymbolSection(name, title, false, lines, 0, shown -> cut.apply(shown) + ".");
    }

    private static String left(int count, String noun) {
        return Counted.of(count, noun) + (count == 1 ? " is" : " are") + " left out";
    }

    private static String range(LineRange range) {
        return range.start() + "-" + range.end();
    }
}
