package dev.codebasemcp.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrated empty databases to copy project databases from, one per schema and flavour, made on demand.
 *
 * <p>The name contains the schema version and hashes of the scripts and the role. So different program versions have
 * different templates. Roles do too, since the tables of a copy belong to the role that made the template. A template
 * is complete once the server marks it as one.
 */
final class Templates {
    static final String PREFIX = "codebase_mcp_template_";

    private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
    private static final LockKey LOCK = LockKey.of("template", "all");

    private final LazyServer server;
    private final Schema schema;

    Templates(LazyServer server, Schema schema) {
        this.server = server;
        this.schema = schema;
    }

    /** Returns the name of the template for {@code flavour}; creates it if necessary. */
    String ensure(Connection connection, VectorFlavour flavour) throws SQLException {
        String name = name(flavour);
        if (!ServerCatalog.isTemplate(connection, name)) {
            // All registries of a server share its templates, so the lock is server-wide too.
            try (Connection maintenance = server.openMaintenance()) {
                ensureLocked(maintenance, name, flavour);
            }
        }
        return name;
    }

    /** Like {@link #ensure}, on a connection to the maintenance database. */
    void ensureOn(Connection maintenance, VectorFlavour flavour) throws SQLException {
        ensureLocked(maintenance, name(flavour), flavour);
    }

    /** Whether the template for {@code flavour} exists already. */
    boolean isMade(Connection connection, VectorFlavour flavour) throws SQLException {
        return ServerCatalog.isTemplate(connection, name(flavour));
    }

    /** Copies the template to {@code name}. Returns false, without changes, if the database exists. */
    boolean copy(Connection connection, VectorFlavour flavour, String name) throws SQLException {
        String quoted = Identifiers.quote(name);
        try {
            String template = ensure(connection, flavour);
            ServerCatalog.execute(connection, "CREATE DATABASE " + quoted + " TEMPLATE " + Identifiers.quote(template));
            return true;
        } catch (SQLException failure) {
            if (!SqlFailures.isDuplicateDatabase(failure)) {
                throw failure;
            }
            return false;
        }
    }

    private void ensureLocked(Connection maintenance, String name, VectorFlavour flavour) throws SQLException {
        AdvisoryLocks.lockSession(maintenance, LOCK);
        try {
            if (!ServerCatalog.isTemplate(maintenance, name)) {
                make(maintenance, name, flavour);
            }
        } finally {
            AdvisoryLocks.unlockSession(maintenance, LOCK);
        }
    }

    private void make(Connection maintenance, String name, VectorFlavour flavour) throws SQLException {
        String quoted = Identifiers.quote(name);
        ServerCatalog.execute(maintenance, "DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)");
        ServerCatalog.execute(maintenance, "CREATE DATABASE " + quoted + " TEMPLATE template0 ENCODING 'UTF8'");
        if (flavour == VectorFlavour.PGVECTOR) {
            try (Connection connection = server.open(name)) {
                ServerCatalog.execute(connection, "CREATE EXTENSION vector");
            }
        }
        schema.migrate(new ServerDataSource(server, name), flavour, name);
        ServerCatalog.execute(
                maintenance, "ALTER DATABASE " + quoted + " WITH ALLOW_CONNECTIONS false IS_TEMPLATE true");
        // A pooler keeps connections, and a database with open connections cannot be copied.
        ServerCatalog.endOwnSessions(maintenance, name);
        LOG.info("Made the template {}", name);
        dropOlder(maintenance, name, flavour);
    }

    private void dropOlder(Connection maintenance, String name, VectorFlavour flavour) throws SQLException {
        dropOthers(maintenance, prefix(flavour), name);
        dropOthers(maintenance, Spares.nameFor(prefix(flavour)), Spares.nameFor(name));
    }

    private static void dropOthers(Connection maintenance, String prefix, String kept) throws SQLException {
        for (String other : ServerCatalog.ownNamesStartingWith(maintenance, prefix)) {
            if (!other.equals(kept)) {
                ServerCatalog.dropUnused(maintenance, other);
            }
        }
    }

    private String name(VectorFlavour flavour) {
        MigrationScripts scripts = schema.scripts(flavour);
        CRC32 role = new CRC32();
        role.update(server.get().connection().user().getBytes(StandardCharsets.UTF_8));
        return prefix(flavour) + scripts.latest().getVersion().replace('.', '_') + "_" + scripts.hash() + "_"
                + HexFormat.of().toHexDigits((int) role.getValue());
    }

    private static String prefix(VectorFlavour flavour) {
        return PREFIX + (flavour == VectorFlavour.PGVECTOR ? "pgvector_" : "portable_");
    }
}
