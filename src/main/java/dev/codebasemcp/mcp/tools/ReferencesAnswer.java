package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders the places that refer to a symbol, grouped by the definition around them. */
final class ReferencesAnswer {
    private static final int SHOWN_DEFINITIONS = 10;

    private final SymbolName symbol;
    private final Optional<SymbolPlace> place;
    private final ReferencesPage page;

    ReferencesAnswer(SymbolName symbol, Optional<SymbolPlace> place, ReferencesPage page) {
        this.symbol = symbol;
        this.place = place;
        this.page = page;
    }

    ToolAnswer render(ScopedCalls.Asked<References> asked) {
        References found = asked.answer().orElse(References.NONE);
        ReferenceLines lines = new ReferenceLines(asked.scope());
        List<Reference> wanted = page.wanted(found.places());
        List<Reference> shown = page.shown(wanted);
        List<String> notes = notes(asked, found, wanted, shown);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("references", shown.stream().map(lines::fields).toList());
        answer.put(
                "definitions",
                found.declarations().stream()
                        .limit(SHOWN_DEFINITIONS)
                        .map(one -> structured(asked, one))
                        .toList());
        Map<String, Object> counts = new LinkedHashMap<>();
        ReferenceLines.counts(wanted).forEach((confidence, count) -> counts.put(confidence.label(), count));
        answer.put("counts", counts);
        answer.put("kinds", ReferenceLines.kinds(found.places()));
        answer.put("total_count", wanted.size());
        page.next(wanted).ifPresent(next -> answer.put("next_cursor", next));
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        answer.put("project", ProjectAnswer.structured(asked.project()));
        return new ToolAnswer(answer, text(asked, found, wanted, shown, notes));
    }

    private static Map<String, Object> structured(ScopedCalls.Asked<References> asked, Declaration declaration) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file_path", declaration.file().path());
        asked.scope().nameOf(declaration.file().key().repositoryId()).ifPresent(name -> answer.put("repository", name));
        answer.put("symbol", declaration.qualifiedName());
        answer.put("line", declaration.nameNode().line());
        return answer;
    }

    /** The counts, the definitions, then a heading for each definition around a place, with the lines in it. */
    private String text(
            ScopedCalls.Asked<References> asked,
            References found,
            List<Reference> wanted,
            List<Reference> shown,
            List<String> notes) {
        ReferenceLines lines = new ReferenceLines(asked.scope());
        StringBuilder text = new StringBuilder();
        if (!found.declarations().isEmpty()) {
            text.append(summary(wanted)).append('\n');
            found.declarations().stream()
                    .limit(SHOWN_DEFINITIONS)
                    .forEach(one -> text.append("Defined at ")
                            .append(Quoted.name(one.file().path()))
                            .append(':')
                            .append(one.nameNode().line())
                            .append(" as ")
                            .append(Quoted.brief(one.qualifiedName()))
                            .append(lines.in(one.file().key().repositoryId()))
                            .append('\n'));
        }
        lines.of(shown).forEach(line -> text.append(line).append('\n'));
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.brief(asked.project(), false)).toString();
    }

    private String summary(List<Reference> wanted) {
        String counts = ReferenceLines.counted(wanted);
        return Counted.of(wanted.size(), "reference") + " to " + Quoted.brief(symbol.name())
                + (counts.isEmpty() ? "" : ": " + counts);
    }

    private List<String> notes(
            ScopedCalls.Asked<References> asked, References found, List<Reference> wanted, List<Reference> shown) {
        List<String> notes = new ArrayList<>();
        asked.reason().ifPresent(notes::add);
        if (asked.answer().isPresent() && found.declarations().isEmpty()) {
            notes.add(nothing());
        }
        if (!found.namesOnly().isEmpty()) {
            notes.add("Places are by name, because the rules of "
                    + found.namesOnly().stream().map(Language::id).collect(Collectors.joining(", "))
                    + " are not known here.");
        }
        int comments = page.comments(found.places());
        if (comments > 0) {
            notes.add(Counted.of(comments, "comment line") + (comments == 1 ? " has" : " have") + " the name; "
                    + Term.of("kind") + " documentation lists " + (comments == 1 ? "it." : "them."));
        }
        if (found.filesRead() < found.filesWithName()) {
            notes.add("Only " + found.filesRead() + " of " + Counted.of(found.filesWithName(), "file")
                    + " with this name were read. Give a qualified name, or ask again.");
        }
        page.next(wanted)
                .ifPresent(next -> notes.add("Shown " + (page.from() + 1) + "-" + (page.from() + shown.size()) + " of "
                        + wanted.size() + "; the next ones: " + Term.of("cursor") + " " + next + "."));
        notes.addAll(asked.stateNotes());
        return notes.stream().map(Quoted::line).toList();
    }

    private String nothing() {
        String where = place.map(given -> " in " + Quoted.name(given.path())).orElse("");
        return "No definition of " + Quoted.brief(symbol.toString()) + " is known" + where + ". "
                + Term.of("search_code") + " finds it by other words.";
    }
}
