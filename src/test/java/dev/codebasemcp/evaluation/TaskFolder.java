package dev.codebasemcp.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads annotated queries from a folder: {@code repos.json} is a list of {@code {name, language, benchmark_root?}}, and
 * {@code NAME.json} a list of {@code {query, relevant[], secondary[], category?}} whose targets are paths or
 * {@code {path, start_line, end_line}}.
 */
public final class TaskFolder {
    private static final JsonMapper JSON = new JsonMapper();

    private TaskFolder() {}

    /**
     * All repositories that have tasks, by name.
     *
     * @throws RejectedException if the folder has no such files
     */
    public static List<TaskSet> read(Path folder) {
        List<TaskSet> sets = new ArrayList<>();
        for (JsonNode repository : parse(folder.resolve("repos.json"))) {
            String name = repository.path("name").asText();
            Path tasks = folder.resolve(name + ".json");
            if (Files.exists(tasks)) {
                sets.add(new TaskSet(
                        name,
                        repository.path("language").asText("?"),
                        repository.path("benchmark_root").asText(""),
                        tasks(parse(tasks))));
            }
        }
        sets.sort(Comparator.comparing(TaskSet::name));
        return sets;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new RejectedException("Cannot read " + file + " (" + failure.getMessage()
                    + "); give a folder with repos.json and a NAME.json of tasks for each repository.");
        }
    }

    private static List<Task> tasks(JsonNode list) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : list) {
            List<Target> targets = new ArrayList<>();
            task.path("relevant").forEach(target -> targets.add(target(target)));
            task.path("secondary").forEach(target -> targets.add(target(target)));
            String query = task.path("query").asText();
            String category = task.path("category").asText("");
            tasks.add(new Task(query, category.isEmpty() ? category(query.strip()) : category, targets));
        }
        return tasks;
    }

    private static Target target(JsonNode target) {
        if (target.isTextual()) {
            return new Target(target.asText(), Optional.empty());
        }
        int start = target.path("start_line").asInt();
        int end = target.path("end_line").asInt();
        Optional<LineRange> lines = start > 0 && end > 0 ? Optional.of(new LineRange(start, end)) : Optional.empty();
        return new Target(target.path("path").asText(), lines);
    }

    private static String category(String query) {
        if (!query.contains(" ")) {
            return "symbol";
        }
        return query.toLowerCase(Locale.ROOT).startsWith("how ") ? "architecture" : "semantic";
    }
}
