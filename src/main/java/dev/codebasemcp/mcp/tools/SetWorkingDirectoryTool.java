package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.repositories.DirectoryRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code set_working_directory}. The directory is set even if its config is invalid or contradicts the registry; the
 * answer then has the error.
 */
public final class SetWorkingDirectoryTool implements Tool {
    private static final String CONFIG_ERROR = "config_error";

    private final DirectoryRule directories;
    private final ConfigSearch configs;
    private final ProjectPreview preview;

    public SetWorkingDirectoryTool(DirectoryRule directories, ConfigSearch configs, ProjectPreview preview) {
        this.directories = directories;
        this.configs = configs;
        this.preview = preview;
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.SET_WORKING_DIRECTORY;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        Path directory = directories.check("directory", arguments.text("directory"));
        call.setWorkingDirectory(directory);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", call.sessionId());
        answer.put("working_directory", directory.toString());
        String found = describeConfig(directory, answer);
        return new ToolAnswer(
                answer, "Working directory: " + Quoted.line(directory.toString()) + "\n" + Quoted.line(found));
    }

    private String describeConfig(Path directory, Map<String, Object> answer) throws InterruptedException {
        answer.put("config_found", true);
        try {
            Optional<ProjectConfig> config = configs.nearest(directory);
            answer.put("config_found", config.isPresent());
            return config.isPresent()
                    ? describe(directory, config.get(), answer)
                    : "No .codebase-mcp/config.json here or above; the default project is used.";
        } catch (RejectedException invalid) {
            answer.put(CONFIG_ERROR, String.valueOf(invalid.getMessage()));
            return "The config cannot be used: " + invalid.getMessage();
        }
    }

    private String describe(Path directory, ProjectConfig config, Map<String, Object> answer)
            throws InterruptedException {
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("name", config.name());
        config.id().ifPresent(id -> project.put("id", id.toString()));
        answer.put("config_path", config.file().toString());
        answer.put("project_info", project);
        String found = "Project " + config.name() + " by " + config.file() + ".";
        if (!config.autoSwitch()) {
            return found + " It sets \"auto_switch\": false, so it is not used.";
        }
        Optional<ResolvedProject> resolved = preview.of(directory);
        resolved.filter(known -> known.registered() && config.id().isEmpty())
                .ifPresent(known -> project.put("id", known.id().toString()));
        return resolved.isPresent()
                ? found
                : found + " Its name and id are not checked yet, because the database is not ready.";
    }
}
