package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.mcp.Parameter;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Each command's terms for the names of MCP arguments and tools. */
class CommandWordsTest {
    private static final CommandLine PROGRAM = Commands.line(
            () -> {
                throw new AssertionError("services were opened");
            },
            () -> 0,
            "1");

    @Test
    void aCommandNamesItsOwnOptionsAndArguments() {
        assertThat(words("index", "repo_path", "force_reindex", "set force", "project_id"))
                .containsExactly("PATH", "--force", "add --any-directory", "--project");
        assertThat(words("search", "query", "file_type", "repository_id", "scope \"project\"", "max_tokens", "limit"))
                .containsExactly("QUERY", "--file-type", "--repository", "--project NAME", "--max-tokens", "--limit");
        assertThat(words("search", "set force", "--path", "PATH", "repo_path"))
                .containsExactly("use 'index --any-directory'", "--path", "PATH", "--path");
        assertThat(words("status", "job_id", "project_id", "list_indexing_jobs"))
                .containsExactly("JOB", "--project", "'status'");
        assertThat(words("projects rename", "project_id", "list_projects")).containsExactly("PROJECT", "'projects'");
    }

    @Test
    void whatACommandLacksIsNamedWithTheCommandThatHasIt() {
        assertThat(words("index", "directory")).containsExactly("'search --directory'");
        assertThat(words("repositories list", "repository_id")).containsExactly("'search --repository'");
        assertThat(words("projects", "job_id")).containsExactly("'status JOB'");
    }

    @Test
    void eachCommandSaysInItsWayWhichDirectoryItIsAbout() {
        String place = "call set_working_directory with";

        assertThat(words("search", place)).containsExactly("use --path with");
        assertThat(words("index", place)).containsExactly("give as PATH");
        assertThat(words("projects init", place)).containsExactly("give as DIR");
        assertThat(words("projects list", place)).containsExactly("work in");
    }

    @Test
    void noCommandSpeaksOfToolsAndTheirArguments() {
        for (String command : List.of("index", "search", "status", "projects", "repositories move", "doctor")) {
            for (ToolSpec tool : ToolCatalog.all()) {
                for (Parameter parameter : tool.parameters()) {
                    assertThat(words(command, parameter.name())).as(command).noneMatch(word -> word.contains("_"));
                }
            }
        }
    }

    private static List<String> words(String command, String... names) {
        CommandLine line = PROGRAM;
        for (String part : command.split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(part), part);
        }
        List<String> words = new ArrayList<>();
        for (String name : names) {
            words.add(CommandWords.of(line.getCommandSpec()).apply(name));
        }
        return words;
    }
}
