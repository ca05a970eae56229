package dev.codebasemcp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.repositories.DirectoryRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that calls a tool: with the same checks and answer, as text or JSON. */
abstract class ToolCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the structured answer as JSON.")
    private boolean json;

    private final Services.Opener opener;

    ToolCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public final Integer call() throws InterruptedException {
        try (Services services = opener.open()) {
            return run(services);
        }
    }

    /** Does the command's work and returns the exit code. */
    abstract int run(Services services) throws InterruptedException;

    final ToolAnswer ask(Tool tool, Map<String, Object> arguments, Path place) throws InterruptedException {
        ProgressLine progress = new ProgressLine(err(), CommandLine.Help.Ansi.AUTO.enabled());
        try {
            return tool.call(Arguments.check(tool.spec(), arguments), new CommandCall(place, progress, json));
        } finally {
            progress.end();
        }
    }

    /** Translates a tool's answer into this command's terms. */
    final ToolAnswer worded(ToolAnswer answer) {
        return answer.worded(CommandWords.of(spec));
    }

    final void print(ToolAnswer given) {
        ToolAnswer answer = worded(given);
        PrintWriter out = out();
        // Applies to JSON too, where the escapes are valid inside strings.
        out.println(Quoted.lines(json ? toJson(answer) : answer.text()));
        out.flush();
    }

    /** Returns the real path of a directory from the user, which must be allowed. */
    static Path directory(Services services, String argument, Path given) {
        Settings settings = services.settings();
        return new DirectoryRule(settings.allowedRoots(), new FileSystemCalls(), settings.userHome())
                .check(argument, given.toAbsolutePath().toString());
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static String toJson(ToolAnswer answer) {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(answer.structured());
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an answer is plain maps, lists and values", failure);
        }
    }
}
