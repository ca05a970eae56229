package dev.codebasemcp.health;

import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.HomeDirectory;
import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.health.Findings.State;
import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.Optional;

/** Checks everything that the program depends on on this machine, for a user who can correct it. */
public record Checkup(
        Settings settings,
        Databases databases,
        NamedProjects projects,
        ConfigSearch configs,
        ClientSetup clients,
        HealthCheck health) {
    private static final int LONGEST_REASON = 500;

    /** Adds which Java runs this process. */
    public static void java(Findings findings) {
        findings.add(State.OK, "Java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
    }

    /** Adds the settings in force, each with its source. */
    public void settings(Findings findings) {
        for (SettingEntry entry : settings.entries()) {
            boolean given = entry.source() == SettingEntry.Source.ENVIRONMENT;
            findings.add(State.OK, entry.name(), entry.inForce() + (given ? " (from the environment)" : " (default)"));
        }
    }

    /** Runs the checks, and returns the state of this process that they saw. Waits for a starting server. */
    public HealthReport run(Findings findings) {
        settings.warnings().forEach(warning -> findings.add(State.WARN, "Settings", warning));
        findings.check("Home", () -> HomeDirectory.prepare(settings.home()) + " is writable");
        if (findings.check("Database", this::database)) {
            findings.check("Vectors", () -> "new databases use the flavour " + databases.flavourOfNew());
            databases.pgvectorAdvice().ifPresent(advice -> findings.add(State.WARN, "Vectors", advice));
            if (findings.check("Connections", () -> databases.stats() + "; the server: " + databases.serverStats())) {
                projects.problem().ifPresent(problem -> findings.add(State.WARN, "Settings", problem));
            }
        }
        findings.check("Model", Checkup::model);
        findings.check("Config", this::config);
        clients.findings()
                .forEach(found -> findings.add(found.problem() ? State.WARN : State.OK, "Client", found.text()));
        if (settings.session().archivesClasses()) {
            archive(new ArchiveMaker(settings.home(), LaunchCommand.ofThisProcess()), findings);
        }
        return health(findings);
    }

    /** Opening the registry proves that the server accepts connections and may create databases. */
    private String database() {
        return databases.describeServer() + ", registry " + databases.registry().name();
    }

    private static String model() {
        StaticEmbedder model = StaticEmbedder.builtIn();
        return model.model() + ", " + model.dimension() + " dimensions, built in";
    }

    private String config() {
        Path here = Path.of("").toAbsolutePath();
        Optional<ProjectConfig> config = configs.nearest(here);
        return config.map(found -> found.file() + " names project \"" + found.name() + "\"")
                .orElse("none at or above " + here + "; the default project is used here");
    }

    /** Without an archive, all works as well. */
    static void archive(ArchiveMaker maker, Findings findings) {
        maker.failure()
                .ifPresent(reason -> findings.add(
                        State.WARN,
                        "Archive",
                        "starts are slower, because the archive of classes cannot be made for this jar and Java ("
                                + Quoted.brief(reason, LONGEST_REASON) + "); '" + Term.of("archive")
                                + "' tries it again"));
    }

    private HealthReport health(Findings findings) {
        HealthReport report = health.check();
        if (report.status() == HealthStatus.HEALTHY) {
            findings.add(State.OK, "Health", report.status().label());
        }
        report.reasons().forEach(reason -> findings.add(State.WARN, "Health", reason));
        return report;
    }
}
