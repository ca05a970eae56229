package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status [JOB]}. */
@Command(name = "status", description = "Show one indexing job, or the newest ones.")
final class StatusCommand extends ToolCommand {
    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The id of a job.")
    private Optional<String> job = Optional.empty();

    StatusCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        Path place = Path.of("").toAbsolutePath();
        ToolAnswer answer = job.isPresent()
                ? ask(services.tool("get_indexing_status"), Map.of("job_id", job.get()), place)
                : ask(services.tool("list_indexing_jobs"), Map.of(), place);
        print(answer);
        return 0;
    }
}
