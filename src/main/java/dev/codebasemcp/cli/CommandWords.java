package dev.codebasemcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Translates names of MCP arguments and tools into this command's options and arguments, or else those of the first
 * command that has them. Sentences mark such names with {@link dev.codebasemcp.model.Term}.
 */
final class CommandWords implements UnaryOperator<String> {
    /** Names that differ on the command line, as options without dashes. */
    private static final Map<String, String> OPTIONS = Map.of(
            "project_id", "project",
            "repo_path", "path",
            "file_path", "file",
            "repository_id", "repository",
            "job_id", "job",
            "force_reindex", "force",
            "force", "any-directory");

    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("index_repository", "'index'"),
            Map.entry("search_code", "'search'"),
            Map.entry("find_references", "'references'"),
            Map.entry("list_projects", "'projects'"),
            Map.entry("list_indexing_jobs", "'status'"),
            Map.entry("get_indexing_status", "'status JOB'"),
            Map.entry("use cancel_indexing", "stop it where it runs"),
            Map.entry("a search with it as project_id", "'search --project'"),
            Map.entry("scope \"project\"", "--project NAME"),
            Map.entry("detail \"concise\"", "--concise"),
            Map.entry("get_outline", "'outline'"),
            Map.entry("find_symbol", "'symbol'"));

    /** Handled separately: commands specify their directory in different ways. */
    private static final String PLACE = "call set_working_directory with";

    private static final String ANY_PLACE = "set force";
    /** Matches every MCP name. */
    private static final Pattern MCP_NAME = Pattern.compile("[a-z_]+");

    private final CommandSpec command;

    private CommandWords(CommandSpec command) {
        this.command = command;
    }

    static CommandWords of(CommandSpec command) {
        return new CommandWords(command);
    }

    @Override
    public String apply(String name) {
        if (name.equals(PLACE)) {
            return place();
        }
        if (name.equals(ANY_PLACE)) {
            return in(command, "any-directory").map(option -> "add " + option).orElse("use 'index --any-directory'");
        }
        return Optional.ofNullable(PHRASES.get(name)).orElseGet(() -> {
            if (!MCP_NAME.matcher(name).matches()) {
                return name;
            }
            String option = OPTIONS.getOrDefault(name, name.replace('_', '-'));
            return in(command, option).or(() -> elsewhere(option)).orElse(name);
        });
    }

    private String place() {
        return in(command, "path")
                .or(() -> in(command, "dir"))
                .map(argument -> argument.startsWith("-") ? "use " + argument + " with" : "give as " + argument)
                .orElse("work in");
    }

    /** Returns the option, or the label of the argument, if the command has it. */
    private static Optional<String> in(CommandSpec command, String option) {
        if (command.optionsMap().containsKey("--" + option)) {
            return Optional.of("--" + option);
        }
        return command.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .filter(label -> label.equals(option.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private Optional<String> elsewhere(String option) {
        return all(command.root().commandLine()).stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(other -> in(other, option).map(found -> "'" + path(other) + " " + found + "'").stream())
                .findFirst();
    }

    /** Returns the command as a user types it, without the program's name. */
    private static String path(CommandSpec command) {
        return command.qualifiedName().substring(command.root().name().length()).strip();
    }

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>();
        for (CommandLine inner : line.getSubcommands().values()) {
            all.add(inner);
            all.addAll(all(inner));
        }
        return all;
    }
}
