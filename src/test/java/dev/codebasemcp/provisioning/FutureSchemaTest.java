package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.run;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Databases that a later version of the program has migrated: refused clearly, and nothing in them is changed. */
@OneFlavour
class FutureSchemaTest {
    private static final String MIGRATE =
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                    + " script, installed_by, execution_time, success)"
                    + " VALUES (99, '9999', 'x', 'SQL', 'V9999__x.sql', 'x', 1, true);"
                    + " CREATE TABLE of_the_future AS SELECT 7 AS mark";
    /** What the catalogs say of each thing that is not PostgreSQL's own. */
    private static final List<String> DEFINITIONS = List.of(
            "SELECT 'namespace', n::text FROM pg_namespace n WHERE nspname !~ '^pg_'",
            "SELECT 'relation', oid || ' ' || relfilenode || ' ' || relname || ' ' || relkind::text || ' ' || relowner"
                    + " FROM pg_class WHERE relnamespace = 'public'::regnamespace",
            "SELECT 'column', a.attrelid::regclass || ' ' || a.attname || ' ' || a.atttypid || ' ' || a.attnotnull"
                    + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " WHERE c.relnamespace = 'public'::regnamespace",
            "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT 'constraint', conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'public'::regnamespace",
            "SELECT 'extension', extname || extversion FROM pg_extension",
            "SELECT 'database', oid || ' ' || datname FROM pg_database WHERE datname = current_database()");

    @TempDir
    Path temporary;

    @PostgresTest
    void aProjectOfTheFutureIsRefusedAndNothingIsChanged(PostgresFixture fixture) throws Exception {
        ProvisioningFixture maker = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary, "shop");
        ReadyProject made = maker.ready(home);
        run(maker, made, MIGRATE);
        List<String> project = everythingIn(fixture, made.databaseName().value());
        List<String> registry = everythingIn(fixture, fixture.options().registryName());
        assertThat(project).anyMatch(line -> line.contains("9999"));

        refuse(fixture, home, made.databaseName().value());

        assertThat(everythingIn(fixture, made.databaseName().value())).isEqualTo(project);
        assertThat(everythingIn(fixture, fixture.options().registryName())).isEqualTo(registry);
    }

    @PostgresTest
    void aRegistryOfTheFutureIsRefusedAndNothingIsChanged(PostgresFixture fixture) throws Exception {
        ProvisioningFixture maker = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary.resolve("shop"), "shop");
        Path unknown = named(temporary.resolve("unknown"), "unknown");
        ReadyProject made = maker.ready(home);
        execute(fixture, MIGRATE);
        List<String> project = everythingIn(fixture, made.databaseName().value());
        List<String> registry = everythingIn(fixture, fixture.options().registryName());

        refuse(fixture, home, fixture.options().registryName());
        refuse(fixture, unknown, fixture.options().registryName());

        assertThat(everythingIn(fixture, made.databaseName().value())).isEqualTo(project);
        assertThat(everythingIn(fixture, fixture.options().registryName())).isEqualTo(registry);
        assertThat(maker.projects.all()).hasSize(1);
        assertThat(unknown.resolve(".codebase-mcp/config.json")).content().doesNotContain("\"id\"");
    }

    private static void execute(PostgresFixture fixture, String sql) throws SQLException {
        try (Connection connection = fixture.connection().open(fixture.options().registryName());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A process that does not know the later version says so, each time. */
    private static void refuse(PostgresFixture fixture, Path home, String database) {
        ProvisioningFixture older = new ProvisioningFixture(fixture.anotherProcess());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> older.ready(home))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining(database)
                    .hasMessageContaining("schema version 9999")
                    .hasMessageContaining("install the newest codebase-mcp");
        }
    }

    /** All definitions and all rows, with the transactions that wrote them. */
    private static List<String> everythingIn(PostgresFixture fixture, String database) throws SQLException {
        ConnectionDetails server = fixture.connection();
        List<String> everything = new ArrayList<>();
        try (Connection connection = server.open(database)) {
            for (String definitions : DEFINITIONS) {
                everything.addAll(lines(connection, definitions));
            }
            for (String table : lines(
                    connection,
                    "SELECT 'public', quote_ident(relname) FROM pg_class"
                            + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")) {
                String name = table.replace("public ", "public.");
                everything.addAll(lines(
                        connection,
                        "SELECT '" + name + "', xmin || ' ' || ctid || ' ' || t::text FROM " + name + " t"));
            }
        }
        assertThat(everything).hasSizeGreaterThan(50);
        return everything;
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql + " ORDER BY 1, 2")) {
            while (rows.next()) {
                lines.add(rows.getString(1) + ' ' + rows.getString(2));
            }
        }
        return lines;
    }
}
