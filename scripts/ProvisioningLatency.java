import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.machine.MachineIdFile;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long a request waits for its project: resolving and provisioning together, one after the other, on the
 * server that the environment names. New projects are dropped again, one at a time, outside of what is measured.
 *
 * <p>Arguments: how many new projects, and how many requests for one that exists.
 */
public final class ProvisioningLatency {
    private static final int WARM_UP = 5;

    private final Databases databases;
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final Path folder;

    private ProvisioningLatency(Path folder) {
        this.folder = folder;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("CODEBASE_MCP_HOME", folder.resolve("home").toString());
        Settings settings = Settings.from(environment);
        databases = new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()));
        ProjectsTable projects = new ProjectsTable(databases::registry, Clock.systemUTC());
        FileSystemCalls calls = new FileSystemCalls();
        ConfigSearch configs = new ConfigSearch(AllowedRoots.ANY, calls);
        ProjectPlaces places = new ProjectPlaces(
                new ProjectPlacesTable(databases::registry, Clock.systemUTC()),
                () -> MachineIdFile.of(settings.home()),
                new GitCommand("git", Duration.ofSeconds(2)),
                calls);
        resolver = new ProjectResolver(
                projects, new IdentityRules(projects, places), configs, Optional.empty(), false);
        provisioner = new ProjectProvisioner(databases, projects, places, (step, project) -> {});
        // As the worker of a server does, so that the connection for locks is there.
        databases.locks().tryHold(LockKey.of("latency", folder.toString())).orElseThrow();
    }

    public static void main(String[] arguments) throws IOException {
        int created = Integer.parseInt(arguments[0]);
        int existing = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("provisioning").toRealPath();
        // Where root may use no namespace, another user runs PostgreSQL and must pass through.
        folder.toFile().setExecutable(true, false);
        ProvisioningLatency measured = new ProvisioningLatency(folder);
        measured.run(WARM_UP, 100);
        System.out.println(measured.run(created, existing));
        measured.databases.close();
    }

    private String run(int created, int existing) throws IOException {
        double[] spaced = news(created, true);
        double[] rows = news(created, false);
        Path home = project("latency " + System.nanoTime());
        timed(home);
        double[] olds = new double[existing];
        for (int i = 0; i < existing; i++) {
            olds[i] = timed(home);
        }
        databases.drop(ready(home).databaseName());
        return line("new project", spaced) + line("new, in a row", rows) + line("existing project", olds);
    }

    /** One after the other; {@code rests} waits before each for the spare database, which is there mostly. */
    private double[] news(int count, boolean rests) throws IOException {
        double[] news = new double[count];
        for (int i = 0; i < count; i++) {
            Path home = project("latency " + System.nanoTime());
            if (rests) {
                awaitSpare();
            }
            news[i] = timed(home);
            databases.drop(ready(home).databaseName());
        }
        return news;
    }

    private void awaitSpare() {
        String sql = "SELECT count(*), pg_sleep(0.1) FROM pg_database WHERE starts_with(datname::text,"
                + " 'codebase_mcp_spare_')";
        long deadline = System.nanoTime() + 10_000_000_000L;
        boolean there = false;
        while (!there && System.nanoTime() < deadline) {
            there = databases.registry().read(connection -> {
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery(sql)) {
                    row.next();
                    return row.getInt(1) > 0;
                }
            });
        }
    }

    private double timed(Path home) {
        long start = System.nanoTime();
        ready(home);
        return (System.nanoTime() - start) / 1e6;
    }

    private ReadyProject ready(Path home) {
        return provisioner.ensureReady(
                resolver.resolve(Optional.empty(), SessionContext.at(home)));
    }

    private Path project(String name) throws IOException {
        Path home = folder.resolve(name.replace(' ', '-'));
        Files.createDirectories(home.resolve(".codebase-mcp"));
        Files.writeString(
                home.resolve(".codebase-mcp/config.json"),
                "{\"version\":\"1.0\",\"project\":{\"name\":\"" + name + "\"}}");
        return home;
    }

    private static String line(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%-17s %5d times  p50 %7.2f ms  p95 %7.2f ms  max %7.2f ms%n",
                what,
                sorted.length,
                at(sorted, 0.50),
                at(sorted, 0.95),
                sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
