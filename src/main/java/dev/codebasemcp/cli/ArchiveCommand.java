package dev.codebasemcp.cli;

import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.quoting.Quoted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code archive}: makes the archive of classes that shortens the next starts. */
@Command(
        name = "archive",
        hidden = true,
        description = "Make the archive of classes that shortens the next starts. An idle server does this by itself.",
        footer = "${ROOT-COMMAND-NAME} archive")
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Services.Opener opener;

    ArchiveCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Services services = opener.open()) {
            Path home = services.settings().home();
            Optional<Path> archive = new ArchiveMaker(home, LaunchCommand.ofThisProcess()).make();
            out.println(archive.map(file -> Quoted.line("The archive of classes is " + file))
                    .orElse("Another process is making the archive of classes."));
            return 0;
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot make the archive of classes: " + failure.getMessage() + ". The program works without it.",
                    failure);
        }
    }
}
