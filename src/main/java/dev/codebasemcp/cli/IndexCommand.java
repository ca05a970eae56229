package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index PATH}. */
@Command(
        name = "index",
        description = "Index a directory, or its changes since the last run.",
        exitCodeList = {
            "1:failed, cancelled or refused; the message says what to do",
            "3:indexed, but some files failed"
        },
        footer = {
            "${ROOT-COMMAND-NAME} index",
            "${ROOT-COMMAND-NAME} index ~/src/shop --project shop",
            "${ROOT-COMMAND-NAME} index --json | jq .skipped_files"
        })
final class IndexCommand extends ToolCommand {
    private static final Map<String, Integer> EXIT_CODES =
            Map.of("completed", 0, "dry_run", 0, "completed_with_errors", 3);

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The directory; default: this one.")
    private Path path = Path.of("");

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "Id or name of a registered project; default: that of the directory.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--force", description = "Also reindex unchanged files.")
    private boolean force;

    @Option(
            names = "--any-directory",
            description = "Also index /, a home directory or the root of a mounted file system.")
    private boolean anyDirectory;

    IndexCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        ToolAnswer answer = index(this, services, path, arguments());
        print(answer);
        return exitCode(answer);
    }

    static int exitCode(ToolAnswer answer) {
        return EXIT_CODES.getOrDefault(String.valueOf(answer.structured().get("status")), Failures.FAILED);
    }

    /** Indexes a directory; Ctrl-C cancels the job. */
    static ToolAnswer index(ToolCommand command, Services services, Path directory, Map<String, Object> arguments)
            throws InterruptedException {
        Path repository = directory(services, "repo_path", directory);
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("repo_path", repository.toString());
        services.worker().start();
        command.cancelOnExit();
        return command.ask(services.tool("index_repository"), all, repository);
    }

    /** Indexes the repository of a directory if it never was, and says so. */
    static void ifNeverIndexed(ToolCommand command, Services services, Path place) throws InterruptedException {
        Optional<Path> unindexed = services.repositories().unindexed(place);
        if (unindexed.isEmpty()) {
            return;
        }
        command.err().println(Quoted.line(unindexed.get().toString()) + " was never indexed; indexing it first.");
        ToolAnswer indexed = index(command, services, unindexed.get(), Map.of());
        command.err().println(Quoted.lines(command.worded(indexed).text()));
        command.err().flush();
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("force_reindex", force);
        arguments.put("force", anyDirectory);
        project.ifPresent(given -> arguments.put("project_id", given));
        return arguments;
    }
}
