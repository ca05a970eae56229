package dev.codebasemcp.cli;

import dev.codebasemcp.health.Checkup;
import dev.codebasemcp.health.Findings;
import dev.codebasemcp.health.Findings.State;
import dev.codebasemcp.model.CodebaseException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks everything that the program depends on, and says how to fix faults. */
@Command(
        name = "doctor",
        description = {
            "Check this machine, the settings and the database, and say how to fix faults.",
            "Shows only problems, the worst first."
        },
        exitCodeList = "1:a check failed; warnings alone are no failure",
        footer = {
            "${ROOT-COMMAND-NAME} doctor",
            "${ROOT-COMMAND-NAME} doctor --all",
            "${ROOT-COMMAND-NAME} doctor --json | jq .status"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--all", description = "Also show what is well, and the settings in force.")
    private boolean all;

    @Option(names = Failures.JSON, description = "Print everything as one JSON document.")
    private boolean json;

    private final Services.Opener opener;

    DoctorCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(CommandWords.of(spec));
        Checkup.java(findings);
        try (Services services = opener.open()) {
            Checkup checkup = services.checkup();
            checkup.settings(findings);
            checkup.run(findings);
        } catch (CodebaseException invalid) {
            findings.add("Settings", invalid);
        }
        print(findings);
        return findings.state() == State.FAIL ? Failures.FAILED : 0;
    }

    private void print(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        Paint paint = new Paint(spec.commandLine().getColorScheme().ansi());
        out.println(json ? Json.text(findings.structured()) : FindingsText.of(findings, all, paint));
        out.flush();
    }
}
