package dev.codebasemcp;

import dev.codebasemcp.cli.EvaluateCommand;
import dev.codebasemcp.model.CodebaseException;
import picocli.CommandLine;

/** Measures searches on annotated queries, for contributors: {@code scripts/evaluate} runs it. */
public final class Evaluate {
    private Evaluate() {}

    /** Runs the evaluation and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new EvaluateCommand(new Main.Opening()))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CodebaseException) {
                        command.getErr().println(failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
        System.exit(line.execute(arguments));
    }
}
