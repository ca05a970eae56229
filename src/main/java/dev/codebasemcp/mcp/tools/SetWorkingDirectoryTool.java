package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.provisioning.DirectoryRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code set_working_directory}. An invalid config is part of the answer: the directory is set all the same. */
public final class SetWorkingDirectoryTool implements Tool {
    private final DirectoryRule directories;
    private final ConfigSearch configs;

    public SetWorkingDirectoryTool(DirectoryRule directories, ConfigSearch configs) {
        this.directories = directories;
        this.configs = configs;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.SET_WORKING_DIRECTORY;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        Path directory = directories.check("directory", arguments.text("directory"));
        call.setWorkingDirectory(directory);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", call.sessionId());
        answer.put("working_directory", directory.toString());
        String found = lookAt(directory, answer);
        return new ToolAnswer(answer, "Working directory: " + directory + "\n" + found);
    }

    private String lookAt(Path directory, Map<String, Object> answer) {
        try {
            Optional<ProjectConfig> config = configs.nearest(directory);
            answer.put("config_found", config.isPresent());
            return config.map(found -> describe(found, answer))
                    .orElse("No .codebase-mcp/config.json here or above; the default project is used.");
        } catch (RejectedException invalid) {
            answer.put("config_found", true);
            answer.put("config_error", String.valueOf(invalid.getMessage()));
            return "The config cannot be used: " + invalid.getMessage();
        }
    }

    private static String describe(ProjectConfig config, Map<String, Object> answer) {
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("name", config.name());
        config.id().ifPresent(id -> project.put("id", id.toString()));
        answer.put("config_path", config.file().toString());
        answer.put("project_info", project);
        String off = config.autoSwitch() ? "" : " It sets \"auto_switch\": false, so that it is not used.";
        return "Project " + config.name() + " by " + config.file() + "." + off;
    }
}
