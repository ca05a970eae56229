package dev.codebasemcp.cli;

import dev.codebasemcp.administration.ProjectAdministration.Change;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders the answers of commands that change a project. */
final class ProjectChangeAnswer {
    /** The label of the argument that names the project. */
    static final String PROJECT = "PROJECT";

    private ProjectChangeAnswer() {}

    static ToolAnswer created(ReadyProject project, Optional<Path> directory, List<String> others) {
        List<String> notes = new ArrayList<>(project.warnings());
        notes.addAll(others);
        return answer("Created", facts(project), directory.map(place -> "its config is in " + place), notes);
    }

    static ToolAnswer initialized(ProjectSetup.Initialized done) {
        List<String> notes = new ArrayList<>(done.notes());
        notes.addAll(done.project().warnings());
        return answer("Initialized", facts(done.project()), Optional.of("its config is " + done.config()), notes);
    }

    private static Map<String, String> facts(ReadyProject project) {
        return Map.of(
                "id", project.id().toString(),
                "name", project.name(),
                "database_name", project.databaseName().value());
    }

    /** Answers a change of a project, described as it was before. */
    static ToolAnswer of(String action, Change change) {
        return answer(
                action,
                Map.of(
                        "id", change.before().id().toString(),
                        "name", change.before().name(),
                        "database_name", change.before().database().value()),
                change.config().map(file -> "its config is " + file),
                change.notes());
    }

    private static ToolAnswer answer(
            String action, Map<String, String> project, Optional<String> config, List<String> notes) {
        Map<String, Object> structured = new LinkedHashMap<>();
        structured.put("action", action);
        structured.put("project", project);
        structured.put("notes", notes);
        StringBuilder text = new StringBuilder(Quoted.line(action))
                .append(": project '")
                .append(Quoted.line(String.valueOf(project.get("name"))))
                .append("' (")
                .append(project.get("id"))
                .append("), database ")
                .append(project.get("database_name"));
        config.ifPresent(where -> text.append("; ").append(Quoted.line(where)));
        text.append('.');
        notes.forEach(note -> text.append("\nNote: ").append(Quoted.line(note)).append(note.endsWith(".") ? "" : "."));
        return new ToolAnswer(structured, text.toString());
    }
}
