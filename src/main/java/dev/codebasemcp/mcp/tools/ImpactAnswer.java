package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.Impact;
import dev.codebasemcp.symbols.Impact.Affected;
import dev.codebasemcp.symbols.Impact.Beside;
import dev.codebasemcp.symbols.Impact.End;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.Symbol;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders what a change reaches, within a budget. */
final class ImpactAnswer {
    private static final int SHOWN_THROUGH = 3;
    private static final int LONGEST_BASE = 100;
    private static final Impact NOTHING = new Impact(List.of(), List.of(), List.of(), 0, End.COMPLETE, Beside.NOTHING);

    private final SectionBudget budget;
    private final Optional<SymbolName> symbol;
    private final Optional<SymbolPlace> place;
    private final String base;
    private final int steps;

    /**
     * Creates a renderer.
     *
     * @param target what was asked about; if empty, the changes since {@code base}
     * @param steps how many were asked for
     */
    ImpactAnswer(SectionBudget budget, Optional<Target> target, String base, int steps) {
        this.place = target.flatMap(Target::place);
        this.budget = budget;
        this.symbol = target.map(Target::symbol);
        this.base = Quoted.start(base, LONGEST_BASE);
        this.steps = steps;
    }

    /**
     * Renders an answer.
     *
     * @param skipped what the answer is not about
     */
    ToolAnswer render(ScopedCalls.Asked<Impact> asked, List<String> skipped) {
        Impact impact = asked.answer().orElse(NOTHING);
        return budget.spend(
                sections(impact, new ReferenceLines(asked.scope())),
                (shown, cut) -> answer(
                        asked,
                        impact,
                        shown,
                        Stream.concat(skipped.stream(), cut.stream()).toList()));
    }

    private List<SymbolSection> sections(Impact impact, ReferenceLines places) {
        List<SymbolSection> sections = new ArrayList<>();
        // What breaks comes first.
        List<Line> removed = new ArrayList<>();
        impact.removed().forEach(one -> removed.addAll(removed(one, places)));
        add("removed", "Removed:", removed, sections);
        add(
                "changed",
                "Changes:",
                impact.changed().stream().map(one -> changed(one, places)).toList(),
                sections);
        for (int step = 1; step <= steps; step++) {
            int own = step;
            List<Affected> users = impact.affected().stream()
                    .filter(one -> one.steps() == own && !one.isTest())
                    .toList();
            String title = step == 1 ? "Used directly by:" : "In " + step + " steps:";
            add("step_" + step, title, affected(users, impact, places), sections);
        }
        List<Affected> tests =
                impact.affected().stream().filter(Affected::isTest).toList();
        add("tests", "In tests:", affected(tests, impact, places), sections);
        return sections;
    }

    /** A line for each file, then one for each definition in it. */
    private static List<Line> affected(List<Affected> users, Impact impact, ReferenceLines places) {
        Map<FileRef, List<Affected>> files = new LinkedHashMap<>();
        users.forEach(one -> files.computeIfAbsent(one.symbol().file(), unused -> new ArrayList<>())
                .add(one));
        List<Line> lines = new ArrayList<>();
        files.forEach((file, own) -> {
            lines.add(new Line("  " + ReferenceLines.place(file) + places.in(file.repositoryId()), Optional.empty()));
            own.stream()
                    .sorted(Comparator.comparing(one -> one.symbol().line()))
                    .forEach(one -> lines.add(affected(one, impact, places)));
        });
        return lines;
    }

    private static void add(String name, String title, List<Line> lines, List<SymbolSection> sections) {
        if (!lines.isEmpty()) {
            sections.add(new SymbolSection(
                    name,
                    title,
                    false,
                    lines,
                    0,
                    shown -> Counted.of(lines.size() - shown, "line") + " of \"" + title.replace(":", "")
                            + "\" left out; raise " + Term.of("max_tokens") + "."));
        }
    }

    private static Line changed(Symbol symbol, ReferenceLines places) {
        Map<String, Object> fields = fields(symbol, places);
        return new Line("  " + text(symbol, places), Optional.of(fields));
    }

    private static Line affected(Affected one, Impact impact, ReferenceLines places) {
        Map<String, Object> fields = fields(one.symbol(), places);
        fields.put("use_lines", one.lines());
        fields.put("steps", one.steps());
        fields.put("through", one.through().stream().map(Symbol::qualifiedName).toList());
        fields.put("confidence", one.confidence().label());
        String name = one.isTopLevel()
                ? "top level"
                : one.symbol().line() + " " + Quoted.brief(one.symbol().qualifiedName());
        String lines = one.lines().stream().map(String::valueOf).collect(Collectors.joining(", "));
        boolean isObvious = one.steps() == 1 && impact.changed().size() == 1;
        return new Line(
                "    " + name + " in " + lines
                        + (isObvious ? "" : " through " + through(one))
                        + ReferenceLines.confidence(one.confidence()),
                Optional.of(fields));
    }

    private static String through(Affected one) {
        int more = one.through().size() - SHOWN_THROUGH;
        return one.through().stream()
                        .limit(SHOWN_THROUGH)
                        .map(symbol -> Quoted.brief(symbol.qualifiedName()))
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static List<Line> removed(Removed removed, ReferenceLines places) {
        List<Line> lines = new ArrayList<>();
        if (removed.uses().isEmpty()) {
            lines.add(new Line(text(removed, places) + ": " + nothing(removed.search()), Optional.of(fields(removed))));
            return lines;
        }
        lines.add(new Line(
                text(removed, places)
                        + (removed.broken() > 0 ? ", still used" : onlyNamed(removed))
                        + (removed.search() == UsesRead.ALL ? "" : ", " + unread(removed.search())) + ":",
                Optional.empty()));
        for (Reference use : removed.uses()) {
            Map<String, Object> fields = fields(removed);
            fields.put("use", places.fields(use));
            lines.add(new Line(
                    "    " + ReferenceLines.place(use.file()) + ":" + use.line()
                            + ReferenceLines.confidence(use.confidence()) + ": " + Quoted.brief(use.text()),
                    Optional.of(fields)));
        }
        return lines;
    }

    private static String nothing(UsesRead search) {
        return search == UsesRead.ALL ? "nothing uses it" : "no use known, " + unread(search);
    }

    private static String unread(UsesRead search) {
        return search == UsesRead.SOME ? "but not all files were read" : "but other files were not looked at";
    }

    private static String onlyNamed(Removed removed) {
        return removed.isOverload()
                ? ", whose calls may mean another overload with as many parameters"
                : ", of which only the name is left";
    }

    private static String text(Removed removed, ReferenceLines places) {
        return "  " + Quoted.name(removed.path()) + " "
                + Quoted.brief(removed.name() + removed.parameters().orElse(""))
                + removed.movedTo()
                        .map(to -> ", moved to " + ReferenceLines.place(to.file()) + ":" + to.line()
                                + places.in(to.file().repositoryId()))
                        .orElse("");
    }

    private static Map<String, Object> fields(Removed removed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("symbol", removed.name());
        fields.put("file_path", removed.path());
        removed.parameters().filter(text -> !text.isEmpty()).ifPresent(text -> fields.put("parameters", text));
        removed.movedTo().ifPresent(to -> fields.put("moved_to", to.file().path() + ":" + to.line()));
        if (removed.search() != UsesRead.ALL) {
            fields.put("note", unread(removed.search()).replaceFirst("^but ", ""));
        }
        return fields;
    }

    private static String text(Symbol symbol, ReferenceLines places) {
        return ReferenceLines.place(symbol.file()) + ":" + symbol.line() + " " + Quoted.brief(symbol.qualifiedName())
                + places.in(symbol.file().repositoryId());
    }

    private static Map<String, Object> fields(Symbol symbol, ReferenceLines places) {
        Map<String, Object> fields = places.fields(symbol.file());
        fields.put("symbol", symbol.qualifiedName());
        fields.put("line", symbol.line());
        return fields;
    }

    private ToolAnswer answer(ScopedCalls.Asked<Impact> asked, Impact impact, List<Shown> sections, List<String> cut) {
        List<String> notes = notes(asked, impact, cut);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("changed", List.of());
        answer.putAll(SectionBudget.fields(sections));
        answer.put("total_count", impact.affected().size());
        if (!notes.isEmpty()) {
            answer.put("message", String.join(" ", notes));
        }
        answer.put("project", ProjectAnswer.structured(asked.project()));
        String heading = impact.changed().isEmpty() && impact.removed().isEmpty() ? "" : heading(impact) + "\n";
        return new ToolAnswer(answer, SectionBudget.text(heading, sections, notes, asked.project()));
    }

    private String heading(Impact impact) {
        long tests = impact.affected().stream().filter(Affected::isTest).count();
        long files = impact.affected().stream()
                .map(one -> one.symbol().file().key())
                .distinct()
                .count();
        long broken = impact.removed().stream().mapToLong(Removed::broken).sum();
        String subject = symbol.map(name -> "A change of " + Quoted.brief(name.toString()) + " reaches ")
                .orElse("The changes since " + Quoted.name(base) + " reach ");
        String left = broken > 0 ? Counted.of(broken, "use") + " of what is no more" + moved(impact) : "";
        if (impact.affected().isEmpty() && broken > 0) {
            return "The changes since " + Quoted.name(base) + " leave " + left + ".";
        }
        return subject + (impact.end() == End.COMPLETE ? "" : "at least ")
                + Counted.of(impact.affected().size(), "definition") + " in " + Counted.of(files, "file")
                + " within " + Counted.of(steps, "step") + ", " + tests + " of them in tests."
                + (left.isEmpty() ? "" : " They leave " + left + ".");
    }

    private static String moved(Impact impact) {
        return impact.removed().stream().anyMatch(one -> one.movedTo().isPresent()) ? " where it was" : "";
    }

    private List<String> notes(ScopedCalls.Asked<Impact> asked, Impact impact, List<String> cut) {
        List<String> notes = new ArrayList<>();
        SymbolNotes about = SymbolNotes.of(asked);
        asked.reason().ifPresent(notes::add);
        if (asked.answer().isPresent()
                && impact.changed().isEmpty()
                && impact.removed().isEmpty()) {
            notes.add(symbol.map(name -> about.unknown(
                            name,
                            place,
                            impact.beside().lookup(),
                            ". " + Term.of("find_references") + " lists lines that have the name."))
                    .orElse(
                            impact.end() == End.COMPLETE
                                    ? "No definition changed since " + Quoted.name(base) + asked.doubt() + "."
                                    : "Not all changes since " + Quoted.name(base) + " were compared."));
        }
        notes.addAll(cut);
        beside(impact.beside(), about, notes);
        if (impact.byName() > 0) {
            notes.add(Counted.of(impact.byName(), "more place") + " "
                    + (impact.byName() == 1 ? "has" : "have")
                    + " a name of these, where nothing decides what it means; " + Term.of("find_references")
                    + " lists such places.");
        }
        if (impact.end() == End.TIME) {
            notes.add("There was no time for all of it; ask again to go further, or with a smaller " + Term.of("depth")
                    + ".");
        } else if (impact.end() == End.LIMIT) {
            notes.add("It reaches more than is listed; the direct uses are complete.");
        }
        notes.addAll(asked.stateNotes());
        return notes.stream().map(Quoted::line).toList();
    }

    private void beside(Beside beside, SymbolNotes about, List<String> notes) {
        symbol.flatMap(name -> about.nearest(name, beside.lookup())).ifPresent(notes::add);
        about.words(beside.words(), "of other languages", symbol.isPresent() ? "the word" : "a name of these")
                .ifPresent(notes::add);
        if (!beside.added().isEmpty()) {
            notes.add("New files: " + beside.added().size() + " (" + SymbolNotes.files(beside.added()) + ").");
        }
    }
}
