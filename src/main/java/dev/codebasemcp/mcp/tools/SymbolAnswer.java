package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.symbols.FoundSymbols;
import dev.codebasemcp.symbols.FoundSymbols.Match;
import dev.codebasemcp.symbols.SymbolDetails;
import dev.codebasemcp.symbols.SymbolName;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders what a symbol is, within a budget. */
final class SymbolAnswer {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int SHOWN_NAMES = 8;
    private static final JsonMapper JSON = new JsonMapper();

    private final AnswerForm form;
    private final int budget;
    private final SymbolName symbol;

    SymbolAnswer(AnswerForm form, int maxTokens, SymbolName symbol) {
        this.form = form;
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
        this.symbol = symbol;
    }

    ToolAnswer render(ScopedCalls.Asked<FoundSymbols> asked) {
        FoundSymbols found = asked.answer().orElse(FoundSymbols.NONE);
        List<SymbolSection> sections = new SymbolSections(new ReferenceLines(asked.scope())).of(found);
        int room = budget;
        ToolAnswer answer = answer(asked, found, SymbolSection.within(sections, room));
        while (room > 0 && length(answer) > budget) {
            room = Math.max(0, room - Math.max(budget / 20, (length(answer) - budget) / 2));
            answer = answer(asked, found, SymbolSection.within(sections, room));
        }
        return answer;
    }

    private int length(ToolAnswer answer) {
        try {
            return form == AnswerForm.TEXT
                    ? answer.text().length()
                    : Math.max(
                            answer.text().length(),
                            JSON.writeValueAsString(answer.structured()).length());
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write an answer as JSON", failure);
        }
    }

    private ToolAnswer answer(ScopedCalls.Asked<FoundSymbols> asked, FoundSymbols found, List<Shown> sections) {
        List<String> notes = notes(asked, found, sections);
        Map<String, Object> answer = new LinkedHashMap<>();
        found.symbols().stream().findFirst().ifPresent(first -> {
            answer.put("symbol", first.name());
            answer.put("kind", first.kind().label());
            answer.putAll(new ReferenceLines(asked.scope()).fields(first.file()));
        });
        answer.put(SymbolSections.DEFINITIONS, definitions(found, sections));
        sections.stream()
                .filter(shown -> !shown.section().isCode())
                .forEach(shown -> answer.put(
                        shown.section().name(),
                        shown.lines().stream().flatMap(line -> line.field().stream()).toList()));
        answer.put("total_count", found.total());
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        answer.put("project", ProjectAnswer.structured(asked.project()));
        return new ToolAnswer(answer, text(asked, sections, notes));
    }

    private static List<Map<String, Object>> definitions(FoundSymbols found, List<Shown> sections) {
        List<Map<String, Object>> definitions = new ArrayList<>();
        List<Shown> code =
                sections.stream().filter(shown -> shown.section().isCode()).toList();
        for (int i = 0; i < code.size(); i++) {
            Map<String, Object> fields =
                    SymbolSections.fields(found.symbols().get(0).definitions().get(i));
            fields.put("code_start_line", found.first().orElseThrow().texts().get(i).start());
            fields.put("code", code.get(i).lines().stream().map(Line::text).collect(Collectors.joining("\n")));
            definitions.add(fields);
        }
        return definitions;
    }

    private static String text(ScopedCalls.Asked<FoundSymbols> asked, List<Shown> sections, List<String> notes) {
        StringBuilder text = new StringBuilder();
        for (Shown shown : sections) {
            text.append(shown.section().title()).append('\n');
            String code = shown.lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
            String fence = shown.section().isCode() && !code.isEmpty() ? SearchText.fence(code) + "\n" : "";
            text.append(fence).append(code).append(fence);
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.brief(asked.project(), false)).toString();
    }

    private List<String> notes(ScopedCalls.Asked<FoundSymbols> asked, FoundSymbols found, List<Shown> sections) {
        List<String> notes = new ArrayList<>();
        asked.reason().ifPresent(notes::add);
        if (asked.answer().isPresent()) {
            match(found).ifPresent(notes::add);
        }
        sections.forEach(shown -> shown.note().ifPresent(notes::add));
        if (found.total() > found.symbols().size()) {
            notes.add("The first " + found.symbols().size() + " of " + Counted.of(found.total(), "symbol")
                    + " are named; raise " + Term.of("limit") + ", or give " + Term.of("directory") + ".");
        }
        found.first().ifPresent(details -> about(details, notes));
        notes.addAll(new OneProjectFrame(
                        SearchResponse.nothing(""),
                        asked.answer().isPresent() ? asked.freshness() : ProjectFreshness.NONE,
                        asked.running(),
                        asked.project(),
                        asked.scope())
                .notesAfter());
        return notes.stream().map(Quoted::line).toList();
    }

    private static void about(SymbolDetails details, List<String> notes) {
        details.namesOnly()
                .filter(language -> details.uses().isPresent())
                .ifPresent(language -> notes.add("Uses are by name, because the rules of " + language.id()
                        + " are not known here; so are subtypes and calls."));
        if (!details.isWhole()) {
            notes.add("Not all files with this name were read in time; ask again to go further.");
        }
    }

    private Optional<String> match(FoundSymbols found) {
        String name = Quoted.brief(symbol.toString());
        return switch (found.match()) {
            case EXACT -> Optional.empty();
            case OTHER_CASE -> Optional.of("No definition is called exactly " + name + "; case was ignored.");
            case FORM ->
                symbol.isForm() ? Optional.empty() : Optional.of("No definition is called " + name + "; these begin so.");
            case OTHER_QUALIFIER ->
                Optional.of("No definition is called " + name + "; this is " + Quoted.brief(symbol.name())
                        + " elsewhere. A type may have it from a supertype.");
            case NOTHING ->
                Optional.of("No definition of " + name + " is known. "
                        + (found.like().isEmpty()
                                ? ""
                                : "Names like it: "
                                        + found.like().stream()
                                                .limit(SHOWN_NAMES)
                                                .map(Quoted::name)
                                                .collect(Collectors.joining(", "))
                                        + ". ")
                        + Term.of("search_code") + " finds it by other words.");
        };
    }
}
