package dev.codebasemcp.cli;

import dev.codebasemcp.cli.Findings.State;
import dev.codebasemcp.config.HomeDirectory;
import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.health.HealthStatus;
import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
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
    private static final int LONGEST_REASON = 500;

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
        Findings findings = new Findings(words());
        findings.add(State.OK, "Java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
        try (Services services = opener.open()) {
            settings(services.settings(), findings);
            findings.check(
                    "Home", () -> HomeDirectory.prepare(services.settings().home()) + " is writable");
            if (findings.check("Database", () -> database(services))) {
                findings.check(
                        "Vectors",
                        () -> "new databases use the flavour "
                                + services.databases().flavourOfNew());
                services.databases().pgvectorAdvice().ifPresent(advice -> findings.add(State.WARN, "Vectors", advice));
                if (findings.check("Connections", () -> connections(services))) {
                    services.namedProjects()
                            .problem()
                            .ifPresent(problem -> findings.add(State.WARN, "Settings", problem));
                }
            }
            findings.check("Model", DoctorCommand::model);
            findings.check("Config", () -> config(services));
            services.clients()
                    .findings()
                    .forEach(found -> findings.add(found.problem() ? State.WARN : State.OK, "Client", found.text()));
            if (services.settings().session().archivesClasses()) {
                archive(new ArchiveMaker(services.settings().home(), LaunchCommand.ofThisProcess()), findings);
            }
            health(services.health().check(), findings);
        } catch (CodebaseException invalid) {
            findings.add(State.FAIL, "Settings", invalid.worded(words()));
        }
        print(findings);
        return findings.state() == State.FAIL ? Failures.FAILED : 0;
    }

    private void print(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        Paint paint = new Paint(spec.commandLine().getColorScheme().ansi());
        out.println(json ? Json.text(findings.structured()) : findings.text(all, paint));
        out.flush();
    }

    private static void settings(Settings settings, Findings findings) {
        for (SettingEntry entry : settings.entries()) {
            boolean given = entry.source() == SettingEntry.Source.ENVIRONMENT;
            findings.add(
                    State.OK,
                    entry.name(),
                    given ? entry.value() + " (from the environment)" : entry.defaultText() + " (default)");
        }
        settings.warnings().forEach(warning -> findings.add(State.WARN, "Settings", warning));
    }

    private static String database(Services services) {
        // Opening the registry proves that the server accepts connections and may create databases.
        return services.databases().describeServer() + ", registry "
                + services.databases().registry().name();
    }

    private static String connections(Services services) {
        ServerStats server = services.databases().serverStats();
        return services.databases().stats() + "; the server: " + server;
    }

    /** Without an archive, all works as well. */
    static void archive(ArchiveMaker maker, Findings findings) {
        maker.failure()
                .ifPresent(reason -> findings.add(
                        State.WARN,
                        "Archive",
                        "starts are slower, because the archive of classes cannot be made for this jar and Java ("
                                + Quoted.brief(reason, LONGEST_REASON) + "); 'archive' tries it again"));
    }

    private void health(HealthReport report, Findings findings) {
        if (report.status() == HealthStatus.HEALTHY) {
            findings.add(State.OK, "Health", report.status().label());
        }
        report.reasons().forEach(reason -> findings.add(State.WARN, "Health", Term.worded(reason, words())));
    }

    private CommandWords words() {
        return CommandWords.of(spec);
    }

    private static String model() {
        StaticEmbedder model = StaticEmbedder.builtIn();
        return model.model() + ", " + model.dimension() + " dimensions, built in";
    }

    private static String config(Services services) {
        Path here = Path.of("").toAbsolutePath();
        Optional<ProjectConfig> config = services.configs().nearest(here);
        return config.map(found -> found.file() + " names project \"" + found.name() + "\"")
                .orElse("none at or above " + here + "; the default project is used here");
    }
}
