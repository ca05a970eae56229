package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.clients.ClientState;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders the answers of {@code install} and {@code uninstall}. */
final class ClientAnswer {
    private static final String STATE = "%-15s  %-10s  %-10s  %s";

    private ClientAnswer() {}

    /** Answers with a line for each file, and the notes. */
    static ToolAnswer changes(List<ClientChange> changes, List<String> notes) {
        String lines = changes.stream()
                .map(change -> String.format(
                                Locale.ROOT,
                                "%-16s  %-9s  %s",
                                change.title(),
                                done(change),
                                place(change.problem(), change.file()))
                        + "\n")
                .collect(Collectors.joining());
        Map<String, Object> structured = Map.of(
                "changes",
                changes.stream()
                        .map(change ->
                                row(change.name(), change.file(), Map.of("done", done(change)), change.problem()))
                        .toList());
        return new ToolAnswer(structured, (lines + String.join("\n", notes)).stripTrailing());
    }

    private static String done(ClientChange change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Answers with a table of all clients. */
    static ToolAnswer states(List<ClientState> states) {
        String lines = states.stream()
                .map(state -> String.format(
                                Locale.ROOT,
                                STATE,
                                state.name(),
                                state.recognized() ? "yes" : "no",
                                state.isConfigured() ? "yes" : "no",
                                place(state.problem(), state.file()))
                        + "\n")
                .collect(Collectors.joining());
        Map<String, Object> structured = Map.of(
                "clients",
                states.stream()
                        .map(state -> row(
                                state.name(),
                                state.file(),
                                Map.of("recognized", state.recognized(), "configured", state.isConfigured()),
                                state.problem()))
                        .toList());
        String head = String.format(Locale.ROOT, STATE, "CLIENT", "RECOGNIZED", "CONFIGURED", "FILE");
        return new ToolAnswer(structured, (head + "\n" + lines).stripTrailing());
    }

    /** Answers with what would be written into each file, and with the files that would stay as they are. */
    static ToolAnswer preview(ClientSetup.Preview preview) {
        Map<Path, String> documents = preview.documents();
        String text = documents.entrySet().stream()
                .map(document -> Quoted.line(document.getKey().toString()) + "\n" + document.getValue() + "\n")
                .collect(Collectors.joining());
        Map<String, Object> structured = new LinkedHashMap<>();
        structured.put(
                "files",
                documents.entrySet().stream()
                        .map(document ->
                                Map.of("file", document.getKey().toString(), "adds", (Object) document.getValue()))
                        .toList());
        ToolAnswer refused = changes(preview.refused(), List.of());
        structured.put("refused", refused.structured().getOrDefault("changes", List.of()));
        return new ToolAnswer(structured, (text + refused.text()).stripTrailing());
    }

    private static Map<String, Object> row(
            String client, Optional<Path> file, Map<String, ?> state, Optional<String> problem) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("client", client);
        file.ifPresent(path -> row.put("file", path.toString()));
        row.putAll(state);
        problem.ifPresent(text -> row.put("error", text));
        return row;
    }

    private static String place(Optional<String> problem, Optional<Path> file) {
        return Quoted.line(problem.or(() -> file.map(Path::toString)).orElse("none"));
    }
}
