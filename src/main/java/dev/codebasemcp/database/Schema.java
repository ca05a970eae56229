package dev.codebasemcp.database;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** The schema of one kind of database: finds out the version of a database and migrates it to the current one. */
final class Schema {
    private static final String REGISTRY_FOLDER = "db/registry";
    private static final String PROJECT_FOLDER = "db/project";
    private static final String PGVECTOR_FOLDER = "db/project-pgvector";
    private static final int MAX_CONFLICTS = 3;
    private static final String APPLIED =
            "SELECT version, script FROM flyway_schema_history WHERE success AND version IS NOT NULL";
    /** Avoids a query on a missing table, which the server logs as an error. */
    private static final String MIGRATED = "SELECT to_regclass('flyway_schema_history') IS NOT NULL";

    private static final String EXTENSION = "SELECT 1 FROM pg_extension WHERE extname = 'vector'";

    private final MigrationScripts portable;
    private final MigrationScripts pgvector;

    private Schema(MigrationScripts portable, MigrationScripts pgvector) {
        this.portable = portable;
        this.pgvector = pgvector;
    }

    static Schema registry() {
        MigrationScripts scripts = MigrationScripts.in(List.of(REGISTRY_FOLDER));
        return new Schema(scripts, scripts);
    }

    /** Returns the schema of projects; {@code further} script folders make a later version of it. */
    static Schema project(String... further) {
        List<String> portable = new ArrayList<>(List.of(PROJECT_FOLDER));
        portable.addAll(List.of(further));
        List<String> pgvector = new ArrayList<>(portable);
        pgvector.add(PGVECTOR_FOLDER);
        return new Schema(MigrationScripts.in(portable), MigrationScripts.in(pgvector));
    }

    MigrationScripts scripts(VectorFlavour flavour) {
        return flavour == VectorFlavour.PGVECTOR ? pgvector : portable;
    }

    /** Returns the state of the database of {@code connection}; empty if it was never migrated. */
    Optional<State> stateOf(Connection connection) throws SQLException {
        if (!isMigrated(connection)) {
            return Optional.empty();
        }
        Set<MigrationVersion> versions = new HashSet<>();
        Set<String> scripts = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(APPLIED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                versions.add(MigrationVersion.fromVersion(rows.getString(1)));
                scripts.add(rows.getString(2));
            }
        }
        return versions.isEmpty() ? Optional.empty() : Optional.of(new State(versions, flavourBy(scripts)));
    }

    private static boolean isMigrated(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MIGRATED);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Returns the flavour of a database without tables. A database with tables keeps its flavour, whichever extensions
     * someone adds later.
     */
    static VectorFlavour flavourOfEmpty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXTENSION);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? VectorFlavour.PGVECTOR : VectorFlavour.PORTABLE;
        }
    }

    /** Whether no migration is needed. */
    boolean isCurrent(String database, State state) {
        refuseNewer(database, state);
        return state.versions().equals(scripts(state.flavour()).versions().keySet());
    }

    /**
     * Runs the missing scripts. Flyway's lock makes other migrations wait, but writers to the tables do not take it. On
     * a deadlock with them, the migration restarts.
     *
     * <p>The migration also restarts if its objects already exist: the lock of a killed process is gone while the
     * server may still commit its script.
     */
    void migrate(DataSource source, VectorFlavour flavour, String database) {
        int conflicts = 0;
        while (true) {
            try {
                migrate(source, flavour);
                return;
            } catch (FlywayException failure) {
                Optional<SQLException> cause = SqlFailures.carriedBy(failure);
                conflicts++;
                if (cause.isEmpty()) {
                    throw withoutCause(database, failure);
                }
                boolean passes = SqlFailures.isConflict(cause.get()) || SqlFailures.isAlreadyMade(cause.get());
                if (!passes || conflicts > MAX_CONFLICTS) {
                    throw SqlFailures.translate(database, cause.get());
                }
            }
        }
    }

    private void migrate(DataSource source, VectorFlavour flavour) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations(scripts(flavour).locations().stream()
                        .map(folder -> "classpath:" + folder)
                        .toArray(String[]::new))
                .loggers("slf4j")
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }

    /** Flyway reports a lost or unavailable lock without an SQL failure. */
    private static RuntimeException withoutCause(String database, FlywayException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("advisory lock")
                ? new UnavailableException(
                        "The schema of " + database + " cannot be brought up to date (" + message
                                + "). Another process is at it: make the request again in a moment. If it lasts: "
                                + FailureAdvice.POOLER + ".",
                        failure)
                : new IllegalStateException("the migration of " + database + " failed", failure);
    }

    private VectorFlavour flavourBy(Set<String> applied) {
        boolean vectors = pgvector.versions().values().stream()
                .filter(script -> !portable.versions().containsValue(script))
                .anyMatch(applied::contains);
        return vectors ? VectorFlavour.PGVECTOR : VectorFlavour.PORTABLE;
    }

    /** Throws a {@link RejectedException} if the schema is newer than this program. */
    void refuseNewer(String database, State state) {
        MigrationVersion latest = scripts(state.flavour()).latest();
        state.versions().stream()
                .filter(version -> version.compareTo(latest) > 0)
                .findAny()
                .ifPresent(version -> {
                    throw new RejectedException("The database " + database + " has schema version " + version
                            + ", this program knows " + latest
                            + "; install the newest codebase-mcp. Nothing was changed.");
                });
    }

    /** The migrations applied to a database. */
    record State(Set<MigrationVersion> versions, VectorFlavour flavour) {
        State {
            versions = Set.copyOf(versions);
        }
    }
}
