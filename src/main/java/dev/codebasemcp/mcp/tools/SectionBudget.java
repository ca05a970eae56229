package dev.codebasemcp.mcp.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import dev.codebasemcp.requests.ProjectFacts;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** Shows as much of the sections as fits. */
    ToolAnswer spend(List<SymbolSection> sections, Function<List<Shown>, ToolAnswer> answer) {
        int budget = maxTokens * CHARACTERS_PER_TOKEN;
        int room = budget;
        ToolAnswer shown = answer.apply(SymbolSection.within(sections, room));
        while (room > 0 && length(shown) > budget) {
            room = Math.max(0, room - Math.max(budget / STEPS, (length(shown) - budget) / 2));
            shown = answer.apply(SymbolSection.within(sections, room));
        }
        return shown;
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
