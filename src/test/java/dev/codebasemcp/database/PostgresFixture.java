package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What one test has: a registry of its own on the shared server, and the databases that it creates. */
public final class PostgresFixture {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final TestServer server;
    private final VectorFlavour flavour;
    private final String registryName =
            "test_registry_" + UUID.randomUUID().toString().replace('-', '_');
    private final List<Databases> opened = new ArrayList<>();
    private Optional<Databases> usual = Optional.empty();

    PostgresFixture(TestServer server, VectorFlavour flavour) {
        this.server = server;
        this.flavour = flavour;
    }

    /** The flavour that this run of the test is for; new databases have it. */
    public VectorFlavour flavour() {
        return flavour;
    }

    /** Whether the server has the extension, whatever this test's flavour is. */
    public boolean offersPgvector() {
        return server.flavours().contains(VectorFlavour.PGVECTOR);
    }

    /** The test's databases; the same at each call. */
    public Databases databases() {
        Databases databases = usual.orElseGet(this::anotherProcess);
        usual = Optional.of(databases);
        return databases;
    }

    /** What another process of this program would use: pools and locks of its own on the same registry. */
    public Databases anotherProcess() {
        return open(options());
    }

    /** Databases with special limits. */
    public Databases open(DatabaseOptions options) {
        return open(server.starter(), options);
    }

    /** Databases that reach the server in a special way. */
    public Databases open(ServerStarter starter, DatabaseOptions options) {
        Databases databases = new Databases(starter, options);
        opened.add(databases);
        return databases;
    }

    /** What a process of the next version of this program would use. */
    public Databases nextVersion() {
        Databases databases = new Databases(server.starter(), options(), Schema.project("db/next"));
        opened.add(databases);
        return databases;
    }

    /** How to connect to the server of this run. */
    public ConnectionDetails connection() {
        return server.server().connection();
    }

    /** A way to the server of this run as to any external one, with further parameters of the connections. */
    public ServerStarter external(Map<String, String> more) {
        ConnectionDetails details = connection();
        Map<String, String> parameters = new HashMap<>(details.parameters());
        parameters.putAll(more);
        DatabaseUrl url = new DatabaseUrl(
                details.host(),
                details.port(),
                details.user(),
                details.password(),
                details.maintenanceDatabase(),
                parameters);
        return () -> new ExternalServer(url);
    }

    /** The usual limits, with this test's registry and flavour. */
    public DatabaseOptions options() {
        return new DatabaseOptions(registryName, 8, 4, TIMEOUT, false, Optional.of(flavour));
    }

    /** The same, with a spare database, as the program has it. */
    public DatabaseOptions optionsWithSpare() {
        return new DatabaseOptions(registryName, 8, 4, TIMEOUT, true, Optional.of(flavour));
    }

    /** The spare database of this test's flavour, made now if there is none. */
    public Spare spare() throws SQLException {
        // Migrating takes three connections, where nobody has made the template before.
        LazyServer lazy = new LazyServer(server.starter(), new ConnectionBudget(8, TIMEOUT));
        Templates templates = new Templates(lazy, Schema.project());
        try (Connection connection = connection().open(maintenance())) {
            String name = Spares.nameFor(templates.ensure(connection, flavour));
            templates.copy(connection, flavour, name);
            return new Spare(
                    name,
                    Long.parseLong(names(connection, "SELECT oid::text FROM pg_database WHERE datname = ?", name)
                            .get(0)));
        }
    }

    /**
     * A database that waits to become the next project's.
     *
     * @param oid what the server calls it, whatever its name becomes
     */
    public record Spare(String name, long oid) {}

    /** A name that no other test uses. */
    public DatabaseName newName() {
        return DatabaseName.of("test", ProjectId.random());
    }

    /** A new project database with the current schema. */
    public Database newProject() {
        return databases().create(newName());
    }

    /** Ends the test's processes and drops their databases, before the test itself cleans up more. */
    public void dropEverything() throws SQLException {
        finish();
        opened.clear();
        usual = Optional.empty();
    }

    /** Looks for leaks and drops everything, whether or not there were any. */
    void finish() throws SQLException {
        opened.forEach(Databases::stopReclaiming);
        awaitBackground();
        List<Integer> leakedConnections =
                opened.stream().map(databases -> databases.stats().inUse()).toList();
        List<Integer> leakedLocks = opened.stream().map(Databases::heldLocks).toList();
        for (Databases databases : opened) {
            databases.closePools();
        }
        try (Connection connection = server.starter().start().connection().open(maintenance())) {
            List<String> mine = mine(connection);
            List<String> connected = connectedAfterClosing(connection, mine);
            for (String database : mine) {
                ServerCatalog.execute(connection, "DROP DATABASE " + Identifiers.quote(database) + " WITH (FORCE)");
            }
            assertThat(connected).as("connections that outlive the test").isEmpty();
        }
        assertThat(leakedConnections).as("connections in use after the test").allMatch(count -> count == 0);
        assertThat(leakedLocks).as("advisory locks held after the test").allMatch(count -> count == 0);
    }

    /** A spare in the making is no leak, nor is space that is reclaimed, but both end within a moment. */
    private void awaitBackground() {
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        while (opened.stream().anyMatch(databases -> databases.stats().inUse() > 0) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private String maintenance() {
        return server.server().connection().maintenanceDatabase();
    }

    private List<String> mine(Connection connection) throws SQLException {
        return names(
                connection,
                "SELECT datname FROM pg_database" + " WHERE datname = ? OR shobj_description(oid, 'pg_database') = ?",
                registryName,
                registryName);
    }

    private static List<String> connectedAfterClosing(Connection connection, List<String> databases)
            throws SQLException {
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        List<String> connected = connected(connection, databases);
        // The server notices a closed connection a moment later.
        while (!connected.isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            connected = connected(connection, databases);
        }
        return connected;
    }

    private static List<String> connected(Connection connection, List<String> databases) throws SQLException {
        List<String> connected = new ArrayList<>();
        for (String database : databases) {
            connected.addAll(names(
                    connection,
                    "SELECT datname || ': ' || query FROM pg_stat_activity"
                            + " WHERE datname = ? AND backend_type = 'client backend'",
                    database));
        }
        return connected;
    }

    private static List<String> names(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
