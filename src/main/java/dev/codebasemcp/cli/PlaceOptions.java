package dev.codebasemcp.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a question looks. Mixed into commands. */
final class PlaceOptions {
    private static final String PATH = "--path";

    @Option(
            names = PATH,
            paramLabel = "DIR",
            description = "Look in the repository of this directory; default: this one.")
    private Path path = Path.of("");

    @Option(names = "--project", paramLabel = "PROJECT", description = "Look in this project, by its id or name.")
    private Optional<String> project = Optional.empty();

    /** Returns the directory to ask from; its repository is indexed first if it never was. */
    Path indexed(ToolCommand command, Services services) throws InterruptedException {
        Path place = ToolCommand.directory(services, PATH, path);
        if (project.isEmpty()) {
            IndexCommand.ifNeverIndexed(command, services, place);
        }
        return place;
    }

    void addTo(Map<String, Object> arguments) {
        project.ifPresent(given -> arguments.put("project_id", given));
    }
}
