package dev.codebasemcp.cli;

import dev.codebasemcp.administration.RepositoryAdministration.Listed;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders the answers of commands that list or change repositories. */
final class RepositoryAnswer {
    private RepositoryAnswer() {}

    static ToolAnswer listed(List<Listed> repositories) {
        String text = repositories.isEmpty()
                ? "No repository is indexed in this project yet; 'index' does that."
                : repositories.stream().map(RepositoryAnswer::line).collect(Collectors.joining("\n"));
        return new ToolAnswer(
                Map.of(
                        "repositories",
                        repositories.stream().map(RepositoryAnswer::structured).toList()),
                text);
    }

    static ToolAnswer changed(String action, RepositoryRow before) {
        return new ToolAnswer(
                Map.of("action", action, "repository", structured(before)),
                action + ": repository " + Quoted.name(PathText.textOf(before.root())) + " (" + before.id() + ").");
    }

    static ToolAnswer claimed(List<RepositoryRow> before) {
        String text = before.isEmpty()
                ? "Nothing to claim: no repository of another machine has its directory here."
                : before.stream()
                        .map(row -> "Claimed: repository " + Quoted.name(PathText.textOf(row.root())) + " (" + row.id()
                                + ").")
                        .collect(Collectors.joining("\n"));
        return new ToolAnswer(
                Map.of(
                        "claimed",
                        before.stream().map(RepositoryAnswer::structured).toList()),
                text);
    }

    private static String line(Listed listed) {
        RepositorySummary row = listed.summary();
        String place = switch (listed.place()) {
            case HERE -> "";
            case GONE -> "; its directory is gone, so only " + Term.of("repository_id") + " searches it";
            case ELSEWHERE -> "; on machine " + row.machine().orElseThrow();
            case UNKNOWN -> "; no machine has found its directory yet";
        };
        String indexed = row.indexedAt()
                .map(Instant::toString)
                .map(time -> "indexed " + time)
                .orElse("never indexed completely");
        return Quoted.name(PathText.textOf(row.root())) + " (" + row.id() + "): "
                + Counted.of(row.files(), "file") + ", "
                + Counted.of(row.chunks(), "chunk") + ", " + indexed + place;
    }

    private static Map<String, Object> structured(Listed listed) {
        RepositorySummary row = listed.summary();
        Map<String, Object> answer = structured(row.id(), row.root(), row.machine(), row.indexedAt());
        answer.put("files", row.files());
        answer.put("chunks", row.chunks());
        answer.put("place", listed.place().name().toLowerCase(Locale.ROOT));
        return answer;
    }

    private static Map<String, Object> structured(RepositoryRow row) {
        return structured(row.id(), row.root(), row.machine(), row.indexedAt());
    }

    private static Map<String, Object> structured(
            RepositoryId id, Path root, Optional<MachineId> machine, Optional<Instant> indexedAt) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("repository_id", id.toString());
        answer.put("path", PathText.textOf(root));
        machine.ifPresent(owner -> answer.put("machine", owner.toString()));
        indexedAt.ifPresent(time -> answer.put("indexed_at", time.toString()));
        return answer;
    }
}
