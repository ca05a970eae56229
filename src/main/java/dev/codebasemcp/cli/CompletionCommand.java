package dev.codebasemcp.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion SHELL}: prints a script that completes commands and options. */
@Command(
        name = "completion",
        description = {
            "Print a script that lets a shell complete commands and options.",
            "It completes the command " + ProgramName.USUAL + ", so for a jar, define an alias of that name."
        },
        footer = {
            "source <(${ROOT-COMMAND-NAME} completion bash)",
            "${ROOT-COMMAND-NAME} completion bash > ~/.local/share/bash-completion/completions/" + ProgramName.USUAL,
            "source <(${ROOT-COMMAND-NAME} completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings({"NullAway.Init", "unused"})
    private Shell shell;

    /** The shells with a script. It is the same one, which recognizes zsh itself. */
    private enum Shell {
        BASH,
        ZSH;

        /** The form to type. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(AutoComplete.bash(ProgramName.USUAL, spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
