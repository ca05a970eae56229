package dev.codebasemcp.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code projects}. */
@Command(name = "projects", description = "List the projects and their repositories.")
final class ProjectsCommand extends ToolCommand {
    ProjectsCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        print(ask(services.tool("list_projects"), Map.of(), Path.of("").toAbsolutePath()));
        return 0;
    }
}
