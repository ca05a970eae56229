package dev.codebasemcp.cli;

import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.quoting.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code archive}: makes the archive of classes that shortens the next starts. */
@Command(
        name = "archive",
        hidden = true,
        description =
                "Make the archive of classes that shortens the next starts. An idle server does this by itself, unless it failed before.",
        footer = "${ROOT-COMMAND-NAME} archive")
final class ArchiveCommand extends ToolCommand {
    ArchiveCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        Path home = services.settings().home();
        try {
            print(answer(new ArchiveMaker(home, LaunchCommand.ofThisProcess()).make()));
            return 0;
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot make the archive of classes: " + failure.getMessage() + ". The program works without it.",
                    failure);
        }
    }

    private static ToolAnswer answer(Optional<Path> archive) {
        Map<String, Object> structured = new LinkedHashMap<>();
        structured.put("state", archive.isPresent() ? "made" : "in_progress");
        archive.ifPresent(file -> structured.put("file", file.toString()));
        return new ToolAnswer(
                structured,
                archive.map(file -> Quoted.line("The archive of classes is " + file))
                        .orElse("Another process is making the archive of classes."));
    }
}
