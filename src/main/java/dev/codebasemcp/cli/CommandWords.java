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
 * What the users of a command call that which clients of MCP know by the names of arguments and tools: the command's own options
 * and arguments, and else those of the first command that has such a one. {@link dev.codebasemcp.model.Term} is how sentences
 * name them.
 */
final class CommandWords implements UnaryOperator<String> {
    /** What has another name on the command line, as an option without its dashes. */
    private static final Map<String, String> OPTIONS = Map.of(
            "project_id", "project",
            "repo_path", "path",
            "repository_id", "repository",
            "job_id", "job",
            "force_reindex", "force",
            "force", "any-directory");

    private static final Map<String, String> PHRASES = Map.of(
            "index_repository", "'index'",
            "list_projects", "'projects'",
            "list_indexing_jobs", "'status'",
            "get_indexing_status", "'status JOB'",
            "use cancel_indexing", "stop it where it runs",
            "scope \"project\"", "--project NAME",
            "detail \"concise\"", "--concise");

    /** Not a phrase of all commands: each says in its own way which directory it is about. */
    private static final String PLACE = "call set_working_directory with";

    private static final String ANY_PLACE = "set force";
    /** The names of MCP have no others. */
    private static final Pattern OF_MCP = Pattern.compile("[a-z_]+");

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
            if (!OF_MCP.matcher(name).matches()) {
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

    /** Its name in a command: that of an option, or the label of an argument. */
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

    /** As a user types it, without the program's own name. */
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
