package dev.codebasemcp.cli;

import dev.codebasemcp.config.Settings;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.repositories.DirectoryRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that answers as text or JSON. One that calls a tool has its checks and its answer. */
abstract class ToolCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = Failures.JSON, description = "Print one JSON document instead of text, for errors too.")
    private boolean json;

    private final Services.Opener opener;
    private final CancelOnExit cancel = CancelOnExit.ofWork();

    ToolCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public final Integer call() {
        try (Services services = open()) {
            return run(services);
        } catch (InterruptedException stopped) {
            return Failures.cancelled(spec.commandLine(), json);
        } finally {
            cancel.close();
        }
    }

    /** Does the command's work and returns the exit code. */
    abstract int run(Services services) throws InterruptedException;

    private Services open() {
        return checked(opener::open);
    }

    final <T> T checked(Supplier<T> check) {
        return checked(spec, check);
    }

    /** Invalid settings and values are faults of how the program was called, like unknown options. */
    static <T> T checked(CommandSpec spec, Supplier<T> check) {
        try {
            return check.get();
        } catch (RejectedException invalid) {
            throw new ParameterException(spec.commandLine(), invalid.worded(CommandWords.of(spec)), invalid);
        }
    }

    final ToolAnswer ask(Tool tool, Map<String, Object> arguments, Path place) throws InterruptedException {
        ProgressLine progress = new ProgressLine(err(), TerminalWidth::ofStandardError, Clock.systemUTC());
        try {
            return tool.call(
                    checked(() -> Arguments.check(tool.spec(), arguments)), new CommandCall(place, progress, json));
        } finally {
            progress.end();
        }
    }

    /** Makes Ctrl-C interrupt this thread instead of ending the process at once. */
    final void cancelOnExit() {
        cancel.arm(Thread.currentThread());
    }

    /** Translates a tool's answer into this command's terms. */
    final ToolAnswer worded(ToolAnswer answer) {
        return answer.worded(CommandWords.of(spec));
    }

    final void print(ToolAnswer given) {
        print(given, answer -> Quoted.lines(answer.text()));
    }

    /** Prints an answer, and returns the exit code: as for grep, a script can tell that nothing was found. */
    final int printed(ToolAnswer answer, boolean isFound) {
        print(answer);
        return isFound ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    /** Prints an answer as JSON, or as the text that {@code renderer} makes of the answer in this command's terms. */
    final void print(ToolAnswer given, Function<ToolAnswer, String> renderer) {
        ToolAnswer answer = worded(given);
        PrintWriter out = out();
        out.println(json ? Json.text(answer.structured()) : renderer.apply(answer));
        out.flush();
    }

    /** Colours text if the terminal and the user want it. */
    final Paint paint() {
        return new Paint(spec.commandLine().getColorScheme().ansi());
    }

    /** Returns the real path of a directory from the user, which must be allowed. */
    static Path directory(Services services, String argument, Path given) {
        Settings settings = services.settings();
        return new DirectoryRule(settings.allowedRoots(), new FileSystemCalls(), settings.userHomes())
                .check(argument, given.toAbsolutePath().toString());
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
