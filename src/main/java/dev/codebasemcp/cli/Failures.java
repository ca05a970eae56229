package dev.codebasemcp.cli;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reports the failures of commands: a message on standard error, or with {@code --json} one JSON document on standard
 * output. Stateless.
 */
final class Failures {
    static final String JSON = "--json";
    static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    static final int USAGE = CommandLine.ExitCode.USAGE;
    /** As shells report a program that SIGINT ended. */
    static final int INTERRUPTED = 130;

    private Failures() {}

    /** Returns the exit codes that all commands share, with their meanings. */
    static Map<String, String> exitCodes() {
        return Map.of(
                "0",
                "done",
                String.valueOf(FAILED),
                "failed or refused; the message says what to do",
                String.valueOf(USAGE),
                "wrong usage, or an invalid setting",
                String.valueOf(INTERRUPTED),
                "stopped by Ctrl-C");
    }

    /** Reports what a command failed with, and returns the exit code. */
    static int ofCommand(Exception failure, CommandLine line, ParseResult parsed) {
        boolean json = parsed.originalArgs().contains(JSON);
        if (failure instanceof CodebaseException known) {
            return report(known.worded(CommandWords.of(line.getCommandSpec())), FAILED, line, json);
        }
        LoggerFactory.getLogger(Failures.class).error("Internal error", failure);
        return report("Internal error: " + Quoted.line(failure.toString()), FAILED, line, json);
    }

    /** Reports that the user stopped a command, and returns the exit code. */
    static int cancelled(CommandLine line, boolean json) {
        return report("Cancelled.", INTERRUPTED, line, json);
    }

    /** Reports wrong arguments or settings, and returns the exit code. */
    static int ofUsage(ParameterException failure, String... arguments) {
        CommandLine line = failure.getCommandLine();
        boolean json = List.of(arguments).contains(JSON);
        int code = report(String.valueOf(failure.getMessage()), USAGE, line, json);
        if (!json && !(failure.getCause() instanceof CodebaseException)) {
            PrintWriter err = line.getErr();
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
            err.println("'" + line.getCommandSpec().qualifiedName() + " --help' shows how to use it.");
            err.flush();
        }
        return code;
    }

    private static int report(String message, int code, CommandLine line, boolean json) {
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("error", message);
            answer.put("exit_code", code);
            line.getOut().println(Json.text(answer));
            line.getOut().flush();
        } else {
            PrintWriter err = line.getErr();
            err.println(new Paint(line.getColorScheme().ansi()).failure(Quoted.lines(message)));
            err.flush();
        }
        return code;
    }
}
