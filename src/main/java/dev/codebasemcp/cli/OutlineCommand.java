package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code outline PATH}. */
@Command(
        name = "outline",
        description = "Show the definitions of a file, or the most used ones of a directory.",
        exitCodeList = "1:nothing found, failed or refused; the message says what to do",
        footer = {
            "${ROOT-COMMAND-NAME} outline src/jobs/Worker.java",
            "${ROOT-COMMAND-NAME} outline . --max-tokens 2000",
            "${ROOT-COMMAND-NAME} outline Worker.java --json"
        })
final class OutlineCommand extends ToolCommand {
    private static final Path HERE = Path.of("");

    @Parameters(
            arity = "1",
            paramLabel = "PATH",
            description = "A file or directory, or the end of the path of one in this repository.")
    private String path = "";

    @Mixin
    private LengthOption length = new LengthOption();

    @Option(names = "--project", paramLabel = "PROJECT", description = "Look in this project, by its id or name.")
    private Optional<String> project = Optional.empty();

    OutlineCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        Optional<Path> there = project.isEmpty() ? existing() : Optional.empty();
        Path place =
                directory(services, "PATH", there.map(OutlineCommand::place).orElse(HERE));
        if (project.isEmpty()) {
            IndexCommand.ifNeverIndexed(this, services, place);
        }
        ToolAnswer answer = ask(services.tool("get_outline"), arguments(there), place);
        return printed(answer, answer.structured().containsKey("kind"));
    }

    /** Returns the real path of what is there under this path. */
    private Optional<Path> existing() {
        try {
            return Optional.of(Path.of(path).toRealPath());
        } catch (InvalidPathException | IOException none) {
            return Optional.empty();
        }
    }

    /** The current directory, unless the path is outside of it. */
    private static Path place(Path path) {
        if (path.startsWith(HERE.toAbsolutePath())) {
            return HERE;
        }
        return Files.isDirectory(path)
                ? path
                : Optional.ofNullable(path.getParent()).orElse(path);
    }

    private Map<String, Object> arguments(Optional<Path> there) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("path", there.map(Path::toString).orElse(path));
        length.addTo(arguments);
        project.ifPresent(given -> arguments.put("project_id", given));
        return arguments;
    }
}
