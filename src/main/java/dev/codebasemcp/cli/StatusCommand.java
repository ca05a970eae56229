package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status [JOB]}. */
@Command(
        name = "status",
        description = "Show one indexing job, or the newest ones of a project.",
        footer = {
            "${ROOT-COMMAND-NAME} status",
            "${ROOT-COMMAND-NAME} status --project shop",
            "${ROOT-COMMAND-NAME} status 123e4567-e89b-12d3-a456-426614174000 --json"
        })
final class StatusCommand extends ToolCommand {
    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The id of a job.")
    private Optional<String> job = Optional.empty();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "Show the project of this directory; default: this one.")
    private Path path = Path.of("");

    @Option(names = "--project", paramLabel = "PROJECT", description = "Show this project, by its id or name.")
    private Optional<String> project = Optional.empty();

    StatusCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        Path place = directory(services, "--path", path);
        ToolAnswer answer = job.isPresent()
                ? ask(services.tool("get_indexing_status"), Map.of("job_id", job.get()), place)
                : ask(services.tool("list_indexing_jobs"), ofProject(), place);
        print(answer);
        return 0;
    }

    private Map<String, Object> ofProject() {
        return project.<Map<String, Object>>map(given -> Map.of("project_id", given))
                .orElse(Map.of());
    }
}
