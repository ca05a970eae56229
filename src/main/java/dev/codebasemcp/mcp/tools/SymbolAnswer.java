package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.DefinedSymbol;
import dev.codebasemcp.symbols.FoundSymbols;
import dev.codebasemcp.symbols.SymbolDetails;
import dev.codebasemcp.symbols.SymbolName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders what a symbol is, within a budget. */
final class SymbolAnswer {
    private final SectionBudget budget;
    private final SymbolName symbol;
    private final boolean filtered;
    private final boolean asksImplementations;

    /**
     * Creates a renderer.
     *
     * @param symbol what was asked about
     * @param filtered whether only some definitions were to count
     * @param asksImplementations whether implementations are a part of the answer
     */
    SymbolAnswer(SectionBudget budget, SymbolName symbol, boolean filtered, boolean asksImplementations) {
        this.asksImplementations = asksImplementations;
        this.budget = budget;
        this.filtered = filtered;
        this.symbol = symbol;
    }

    ToolAnswer render(ScopedCalls.Asked<FoundSymbols> asked) {
        FoundSymbols found = asked.answer().orElse(FoundSymbols.NONE);
        List<SymbolSection> sections = new SymbolSections(new ReferenceLines(asked.scope())).of(found);
        List<SymbolSection> code =
                sections.stream().filter(SymbolSection::isCode).toList();
        return budget.spend(
                sections, (shown, cut) -> answer(asked, found, shown, definitions(found, code, shown), cut));
    }

    private ToolAnswer answer(
            ScopedCalls.Asked<FoundSymbols> asked,
            FoundSymbols found,
            List<Shown> sections,
            List<Map<String, Object>> definitions,
            List<String> cut) {
        List<String> notes = notes(asked, found, cut);
        Map<String, Object> answer = new LinkedHashMap<>();
        found.symbols().stream().findFirst().ifPresent(first -> {
            answer.put("symbol", first.name());
            answer.put("kind", first.kind().label());
            answer.putAll(new ReferenceLines(asked.scope()).fields(first.file()));
            first.uses().ifPresent(uses -> answer.put("uses", uses));
        });
        answer.put(SymbolSections.DEFINITIONS, definitions);
        answer.putAll(SectionBudget.fields(sections));
        answer.put("total_count", found.total());
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        answer.put("project", ProjectAnswer.structured(asked.project()));
        return new ToolAnswer(answer, SectionBudget.text("", sections, notes, asked.project()));
    }

    /** The code has a section for each definition, of which some may not be shown. */
    private static List<Map<String, Object>> definitions(
            FoundSymbols found, List<SymbolSection> code, List<Shown> sections) {
        List<Map<String, Object>> definitions = new ArrayList<>();
        List<Shown> shown =
                sections.stream().filter(one -> one.section().isCode()).toList();
        for (Shown one : shown) {
            int i = code.indexOf(one.section());
            Map<String, Object> fields =
                    SymbolSections.fields(found.symbols().get(0).definitions().get(i));
            fields.put(
                    "code_start_line",
                    found.first().orElseThrow().texts().get(i).start());
            fields.put("code", one.lines().stream().map(Line::text).collect(Collectors.joining("\n")));
            definitions.add(fields);
        }
        return definitions;
    }

    private List<String> notes(ScopedCalls.Asked<FoundSymbols> asked, FoundSymbols found, List<String> cut) {
        List<String> notes = new ArrayList<>();
        asked.reason().ifPresent(notes::add);
        if (asked.answer().isPresent()) {
            match(found, asked.doubt()).ifPresent(notes::add);
        }
        notes.addAll(cut);
        if (found.total() > found.symbols().size()) {
            notes.add("The first " + found.symbols().size() + " of "
                    + (found.total() >= FoundSymbols.MOST ? "at least " : "")
                    + Counted.of(found.total(), "symbol")
                    + " are named; raise " + Term.of("limit") + ", or give " + Term.of("directory") + ".");
        }
        found.first().ifPresent(details -> about(details, notes));
        if (asksImplementations
                && found.symbols().stream()
                        .findFirst()
                        .filter(SymbolAnswer::isGoInterface)
                        .isPresent()) {
            notes.add(
                    "Go writes nowhere that a type implements an interface, so such types are not listed. The methods that"
                            + " implement one of its methods are: ask for this method with " + Term.of("include")
                            + " implementations.");
        }
        notes.addAll(asked.stateNotes());
        return notes.stream().map(Quoted::line).toList();
    }

    private static boolean isGoInterface(DefinedSymbol symbol) {
        return symbol.kind() == DefinitionKind.INTERFACE
                && symbol.file().language().equals(Language.GO.id());
    }

    private static void about(SymbolDetails details, List<String> notes) {
        details.namesOnly()
                .filter(language -> details.uses().isPresent())
                .ifPresent(language -> notes.add("Uses are by name, because the rules of " + language.id()
                        + " are not known here. Its supertypes, subtypes and calls are not known."));
        if (!details.isWhole()) {
            notes.add(
                    "Not everything was followed: at most 3,000 files and 60 subtypes, for at most 8 seconds. Asking again goes"
                            + " further if the time was short.");
        }
    }

    private String next(FoundSymbols found) {
        return found.named() == 0
                ? Term.of("search_code") + " finds it by other words."
                : Counted.of(found.named(), "line") + " still " + (found.named() == 1 ? "has" : "have")
                        + " the name; " + Term.of("find_references") + " " + Quoted.brief(symbol.name()) + " lists "
                        + (found.named() == 1 ? "it." : "them.");
    }

    private Optional<String> match(FoundSymbols found, String doubt) {
        String name = Quoted.brief(symbol.toString());
        return switch (found.match()) {
            case EXACT -> Optional.empty();
            case INHERITED -> Optional.of(name + " is inherited.");
            case OTHER_CASE -> Optional.of("No definition is called exactly " + name + "; case was ignored.");
            case FORM ->
                symbol.isForm()
                        ? Optional.empty()
                        : Optional.of("No definition is called " + name + "; these begin so.");
            case OTHER_QUALIFIER ->
                Optional.of(
                        "No definition is called " + name + "; this is " + Quoted.brief(symbol.name()) + " elsewhere.");
            case NOTHING ->
                Optional.of("No definition of " + name + " is known"
                        + (filtered ? " with this kind, language and directory" : "")
                        + doubt
                        + ". "
                        + next(found)
                        + SymbolNotes.like(found.like()));
        };
    }
}
