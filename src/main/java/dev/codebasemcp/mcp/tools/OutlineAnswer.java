package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Outline;
import dev.codebasemcp.symbols.OutlineCut;
import dev.codebasemcp.symbols.OutlineEntry;
import dev.codebasemcp.symbols.OutlinedDefinition;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders an outline within a budget. Each line of a file begins with its numbers, so none can look like a heading or a note. */
final class OutlineAnswer {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int LONGEST_PATH = 300;
    /** The notes are shortened if they leave less than this part of the budget. */
    private static final int FOR_LINES = 4;
    /** What the notes usually grow by if something is shown, in characters. */
    private static final int RESERVE = 50;

    private static final JsonMapper JSON = new JsonMapper();

    private final AnswerForm form;
    private final int budget;
    private final String path;

    /**
     * Creates a renderer for answers of at most {@code maxTokens}.
     *
     * @param form which forms of the answer must fit
     * @param path as the caller gave it
     */
    OutlineAnswer(AnswerForm form, int maxTokens, String path) {
        this.form = form;
        this.path = path;
        this.budget = maxTokens * CHARACTERS_PER_TOKEN;
    }

    ToolAnswer render(ScopedCalls.Asked<Outline> asked, List<String> argumentNotes) {
        Outline outline = asked.answer().orElse(new Outline.Missing(""));
        List<OutlineEntry> entries = entries(outline);
        Frame whole = new Frame(asked, outline, path, argumentNotes, false);
        int left = left(whole, entries);
        if (left >= budget / FOR_LINES) {
            return within(left, whole, entries);
        }
        Frame brief = new Frame(asked, outline, path, argumentNotes, true);
        // Never more than in the least budget with whole notes, so that more budget never shows less.
        return within(Math.min(left(brief, entries), budget / FOR_LINES), brief, entries);
    }

    /** The room for lines next to the notes that say that all of them are left out. */
    private int left(Frame frame, List<OutlineEntry> entries) {
        return budget - length(frame.answer(new OutlineCut(List.of(), entries))) - RESERVE;
    }

    /** The notes may become longer with lines above them. */
    private ToolAnswer within(int room, Frame frame, List<OutlineEntry> entries) {
        int lines = Math.max(0, room);
        ToolAnswer answer = frame.answer(OutlineCut.of(entries, lines, entry -> cost(frame, entry)));
        while (lines > 0 && length(answer) > budget) {
            lines = Math.max(0, lines - (length(answer) - budget));
            answer = frame.answer(OutlineCut.of(entries, lines, entry -> cost(frame, entry)));
        }
        return answer;
    }

    private static List<OutlineEntry> entries(Outline outline) {
        if (outline instanceof Outline.OfFile file) {
            return file.entries();
        }
        return outline instanceof Outline.OfDirectory directory ? directory.entries() : List.of();
    }

    private int cost(Frame frame, OutlineEntry entry) {
        int text = frame.line(entry).length();
        return form == AnswerForm.TEXT
                ? text
                : Math.max(text, entry.definition().isEmpty() ? 0 : json(frame.structured(entry)));
    }

    private int length(ToolAnswer answer) {
        return form == AnswerForm.TEXT
                ? answer.text().length()
                : Math.max(answer.text().length(), json(answer.structured()));
    }

    /** The length with the comma behind it. */
    private static int json(Map<String, Object> answer) {
        try {
            return JSON.writeValueAsString(answer).length() + 1;
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write an answer as JSON", failure);
        }
    }

    /** The surroundings of the lines; {@code brief} shortens them. */
    private record Frame(
            ScopedCalls.Asked<Outline> asked,
            Outline outline,
            String given,
            List<String> argumentNotes,
            boolean brief) {
        private ToolAnswer answer(OutlineCut cut) {
            List<String> notes = notes(cut);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("path", path());
            if (!(outline instanceof Outline.Missing)) {
                answer.put("kind", isDirectory() ? "directory" : "file");
            }
            answer.put(
                    "definitions",
                    // Each line of a directory names its file, so that the most used ones can come first.
                    (isDirectory() ? cut.shown() : cut.inOrder())
                            .stream()
                                    .filter(entry -> entry.definition().isPresent())
                                    .map(this::structured)
                                    .toList());
            answer.put(
                    "omitted",
                    cut.omitted().stream()
                            .filter(entry -> entry.definition().isPresent())
                            .count());
            if (!notes.isEmpty()) {
                answer.put("message", String.join(" ", notes));
            }
            answer.put("project", ProjectAnswer.structured(asked.project(), brief));
            return new ToolAnswer(answer, text(cut, notes));
        }

        private boolean isDirectory() {
            return outline instanceof Outline.OfDirectory;
        }

        private String path() {
            if (outline instanceof Outline.OfFile file) {
                return file.file().path();
            }
            if (outline instanceof Outline.OfDirectory directory) {
                return directory.path().isEmpty() ? "." : directory.path();
            }
            return given;
        }

        private String text(OutlineCut cut, List<String> notes) {
            StringBuilder text = new StringBuilder();
            if (asked.answer().isPresent()) {
                new OutlineNotes(outline, cut)
                        .heading(path())
                        .ifPresent(heading -> text.append(heading)
                                .append(repository(
                                        outline instanceof Outline.OfFile file
                                                ? Optional.of(file.file().repositoryId())
                                                        .flatMap(asked.scope()::nameOf)
                                                : Optional.empty()))
                                .append('\n'));
            }
            cut.inOrder().forEach(entry -> text.append(line(entry)));
            notes.forEach(note -> text.append(note).append('\n'));
            return text.append(ProjectAnswer.brief(asked.project(), brief)).toString();
        }

        private String line(OutlineEntry entry) {
            return entry.definition()
                            .map(definition -> "  ".repeat(entry.level()) + line(definition))
                            .orElseGet(
                                    () -> Quoted.name(Quoted.start(entry.file().path(), LONGEST_PATH))
                                            + repository(asked.scope()
                                                    .nameOf(entry.file().repositoryId())))
                    + "\n";
        }

        private static String repository(Optional<String> name) {
            return name.map(given -> " in " + Quoted.name(given)).orElse("");
        }

        private String line(OutlinedDefinition definition) {
            String uses = isDirectory()
                    ? "["
                            + definition
                                    .uses()
                                    .map(count -> about(definition) + count)
                                    .orElse("?") + "] "
                    : "";
            return definition.lines().start() + "-" + definition.lines().end() + " " + uses
                    + Quoted.brief(
                            definition.signature().isEmpty()
                                    ? definition.kind().label() + " " + definition.symbol()
                                    : definition.signature());
        }

        private static String about(OutlinedDefinition definition) {
            return definition.about() ? "~" : "";
        }

        private Map<String, Object> structured(OutlineEntry entry) {
            OutlinedDefinition definition = entry.definition().orElseThrow();
            Map<String, Object> answer = new LinkedHashMap<>();
            if (isDirectory()) {
                answer.put("file_path", entry.file().path());
                asked.scope().nameOf(entry.file().repositoryId()).ifPresent(name -> answer.put("repository", name));
            }
            answer.put("symbol", definition.symbol());
            answer.put("kind", definition.kind().label());
            answer.put("start_line", definition.lines().start());
            answer.put("end_line", definition.lines().end());
            answer.put("signature", definition.signature());
            definition.uses().ifPresent(uses -> answer.put("uses", uses));
            if (definition.about()) {
                answer.put("uses_are_about", true);
            }
            return answer;
        }

        private List<String> notes(OutlineCut cut) {
            List<String> notes = new ArrayList<>(argumentNotes);
            asked.reason().ifPresent(notes::add);
            notes.addAll(new OutlineNotes(outline, cut).notes());
            notes.addAll(asked.stateNotes());
            return brief
                    ? List.of(Quoted.brief(Term.plain(String.join(" ", notes)), ProjectAnswer.BRIEF_NOTES))
                    : notes.stream().map(Quoted::line).toList();
        }
    }
}
