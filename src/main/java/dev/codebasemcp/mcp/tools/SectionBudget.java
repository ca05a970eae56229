package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.requests.ProjectFacts;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The room of an answer that consists of sections.
 *
 * @param form which forms of the answer must fit
 * @param maxTokens of the whole answer
 */
record SectionBudget(AnswerForm form, int maxTokens) {
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** What is too long is tried again with this part of the room less. */
    private static final int STEPS = 20;

    private static final JsonMapper JSON = new JsonMapper();

    /** Makes an answer of what is shown, and of notes on what is not. */
    interface Renderer {
        ToolAnswer render(List<Shown> sections, List<String> cut);
    }

    /** Shows as much of the sections as fits. */
    ToolAnswer spend(List<SymbolSection> sections, Renderer renderer) {
        ToolAnswer answer = spend(sections, shown -> renderer.render(shown, notes(shown)));
        return length(answer) <= budget() ? answer : spend(sections, shown -> brief(shown, renderer));
    }

    /** The titles of overloads have their lines, so one note on them is enough. */
    private static List<String> notes(List<Shown> shown) {
        List<Shown> code = shown.stream()
                .filter(one -> one.section().isCode() && one.note().isPresent())
                .toList();
        Stream<String> ofCode = code.size() > 1
                ? Stream.of("Code or documentation of " + code.size() + " definitions is left out; raise "
                        + Term.of("max_tokens") + ".")
                : code.stream().flatMap(one -> one.note().stream());
        Stream<String> ofOthers =
                shown.stream().filter(one -> !one.section().isCode()).flatMap(one -> one.note().stream());
        return Stream.concat(ofCode, ofOthers).toList();
    }

    private ToolAnswer spend(List<SymbolSection> sections, Function<List<Shown>, ToolAnswer> answer) {
        int room = budget();
        ToolAnswer shown = answer.apply(SymbolSection.within(sections, room));
        while (room > 0 && length(shown) > budget()) {
            int share = (int) ((long) room * budget() / length(shown));
            room = Math.max(0, Math.min(room - budget() / STEPS, share));
            shown = answer.apply(SymbolSection.within(sections, room));
        }
        return shown;
    }

    /** Titles and notes of very many sections, such as overloads, do not fit even without lines. */
    private static ToolAnswer brief(List<Shown> all, Renderer renderer) {
        List<Shown> shown = all.stream()
                .filter(one -> one.equals(all.get(0)) || !one.isHidden())
                .toList();
        int cut = (int) all.stream().filter(one -> one.note().isPresent()).count();
        return renderer.render(
                shown,
                cut == 0
                        ? List.of()
                        : List.of(Counted.of(cut, "part") + " of the answer " + (cut == 1 ? "is" : "are")
                                + " left out or cut; raise " + Term.of("max_tokens") + "."));
    }

    private int budget() {
        return maxTokens * CHARACTERS_PER_TOKEN;
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

    /** Returns the text of an answer. Code stands in fences, so that none can look like a title or a note. */
    static String text(String heading, List<Shown> sections, List<String> notes, ProjectFacts project) {
        StringBuilder text = new StringBuilder(heading);
        for (Shown shown : sections) {
            text.append(shown.section().title()).append('\n');
            String lines =
                    shown.lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
            String fence = shown.section().isCode() && !lines.isEmpty() ? SearchText.fence(lines) + "\n" : "";
            text.append(fence).append(lines).append(fence);
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(ProjectAnswer.brief(project, false)).toString();
    }

    /** Returns the lists of the sections that are no code, by the sections' names. */
    static Map<String, Object> fields(List<Shown> sections) {
        Map<String, Object> fields = new LinkedHashMap<>();
        sections.stream()
                .filter(shown -> !shown.section().isCode())
                .forEach(shown -> fields.put(
                        shown.section().name(),
                        shown.lines().stream()
                                .flatMap(line -> line.field().stream())
                                .toList()));
        return fields;
    }
}
