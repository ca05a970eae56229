package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.References.Extent;
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
        if (!found.declarations().isEmpty() || !wanted.isEmpty()) {
            text.append(summary(found, wanted)).append('\n');
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
        lines.of(shown).forEach(line -> text.append(line.text()).append('\n'));
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.brief(asked.project(), false)).toString();
    }

    private String summary(References found, List<Reference> wanted) {
        String counts = ReferenceLines.counted(wanted);
        String counted = found.declarations().isEmpty()
                ? Counted.of(wanted.size(), "line") + " in "
                        + Counted.of(
                                wanted.stream()
                                        .map(one -> one.file().key())
                                        .distinct()
                                        .count(),
                                "file")
                        + " with the name "
                : Counted.of(wanted.size(), "reference") + " to ";
        String bound = found.extent().read() < found.extent().all() ? "At least " : "";
        return bound + counted + Quoted.brief(symbol.name()) + (counts.isEmpty() ? "" : ": " + counts);
    }

    private List<String> notes(
            ScopedCalls.Asked<References> asked, References found, List<Reference> wanted, List<Reference> shown) {
        List<String> notes = new ArrayList<>();
        asked.reason().ifPresent(notes::add);
        SymbolNotes about = SymbolNotes.of(asked);
        if (asked.answer().isPresent() && found.declarations().isEmpty()) {
            notes.add(unknown(found, about));
        }
        about.nearest(symbol, found.lookup()).ifPresent(notes::add);
        if (found.declarations().size() > SHOWN_DEFINITIONS) {
            notes.add("Defined at " + Counted.of(found.declarations().size() - SHOWN_DEFINITIONS, "more place") + "; "
                    + Term.of("find_symbol") + " names the symbols.");
        }
        if (!found.namesOnly().isEmpty()) {
            notes.add("Places are by name, because the rules of "
                    + found.namesOnly().stream().map(Language::id).collect(Collectors.joining(", "))
                    + " are not known here.");
        }
        if (page.kind().isEmpty()) {
            String files = found.declarations().isEmpty() ? "of languages without a parser" : "of other languages";
            about.words(found.words(), files, "the word").ifPresent(notes::add);
        }
        int comments = page.comments(found.places());
        if (comments > 0) {
            notes.add(Counted.of(comments, "comment line") + (comments == 1 ? " has" : " have") + " the name; "
                    + Term.of("kind") + " documentation lists " + (comments == 1 ? "it." : "them."));
        }
        page.beyond(wanted).ifPresent(notes::add);
        extent(found.extent(), notes);
        page.next(wanted)
                .ifPresent(next -> notes.add("Shown " + (page.from() + 1) + "-" + (page.from() + shown.size()) + " of "
                        + wanted.size() + "; the next ones: " + Term.of("cursor") + " " + next + "."));
        notes.addAll(asked.stateNotes());
        return notes.stream().map(Quoted::line).toList();
    }

    private String unknown(References found, SymbolNotes about) {
        String next = found.places().isEmpty()
                ? ". " + Term.of("search_code") + " finds it by other words."
                : ", so nothing tells what these lines mean.";
        return about.unknown(symbol, place, found.lookup(), next);
    }

    private static void extent(Extent extent, List<String> notes) {
        if (!extent.unparsed().isEmpty()) {
            notes.add("Without " + SymbolNotes.files(extent.unparsed())
                    + ", which may have the name and could not be parsed.");
        }
        if (extent.read() < extent.all()) {
            notes.add("Only " + extent.read() + " of " + Counted.of(extent.all(), "file")
                    + " with this name were read in time. A server that is asked again reads on.");
        }
    }
}
