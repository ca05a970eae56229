package dev.codebasemcp.cli;

import dev.codebasemcp.config.HomeDirectory;
import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.health.HealthStatus;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks everything that the program depends on, and says how to fix faults. */
@Command(name = "doctor", description = "Check this machine, the settings and the database, and say how to fix faults.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The column of findings and of their continuation lines. */
    private static final int COLUMN = 39;

    private final Services.Opener opener;
    /** Faults already reported: one fault can fail several checks. */
    private final Set<String> reported = new HashSet<>();

    private boolean failed;

    DoctorCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        good("Java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
        try (Services services = opener.open()) {
            settings(services.settings());
            check("Home", () -> HomeDirectory.prepare(services.settings().home()) + " is writable");
            if (check("Database", () -> database(services))) {
                check(
                        "Vectors",
                        () -> "new databases use the flavour "
                                + services.databases().flavourOfNew());
                services.databases().pgvectorAdvice().ifPresent(advice -> line("warn", "Vectors", advice));
                check("Connections", () -> connections(services));
            }
            check("Model", DoctorCommand::model);
            check("Config", () -> config(services));
            services.clients()
                    .findings()
                    .forEach(found -> line(found.problem() ? "warn" : "ok", "Client", found.text()));
            health(services.health().check());
        } catch (CodebaseException invalid) {
            bad("Settings", invalid.worded(words()));
        }
        return failed ? 1 : 0;
    }

    private void settings(Settings settings) {
        for (SettingEntry entry : settings.entries()) {
            boolean given = entry.source() == SettingEntry.Source.ENVIRONMENT;
            good(entry.name(), given ? entry.value() + " (from the environment)" : entry.defaultText() + " (default)");
        }
        settings.warnings().forEach(warning -> line("warn", "Settings", warning));
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

    private void health(HealthReport report) {
        String state = report.status() == HealthStatus.HEALTHY ? "ok" : "warn";
        line(state, "Health", report.status().label());
        report.reasons().stream()
                .map(reason -> Term.worded(reason, words()))
                .filter(reported::add)
                .forEach(reason -> line(state, "Health", reason));
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

    /** Runs a check, which returns its finding or fails with the next step. */
    private boolean check(String what, Supplier<String> check) {
        try {
            good(what, check.get());
            return true;
        } catch (CodebaseException failure) {
            bad(what, failure.worded(words()));
            return false;
        }
    }

    private void good(String what, String finding) {
        line("ok", what, finding);
    }

    private void bad(String what, String finding) {
        failed = true;
        reported.add(finding);
        line("FAIL", what, finding);
    }

    private void line(String state, String what, String finding) {
        PrintWriter out = spec.commandLine().getOut();
        String shown = Quoted.lines(finding).strip().replace("\n", "\n" + " ".repeat(COLUMN));
        out.printf(Locale.ROOT, "%-4s  %-32s %s%n", state, what, shown);
        out.flush();
    }
}
