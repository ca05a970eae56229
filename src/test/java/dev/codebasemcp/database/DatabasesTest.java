package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.UnavailableException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class DatabasesTest {
    @PostgresTest
    void aCreatedDatabaseIsCurrentAndHasTheWantedFlavour(PostgresFixture fixture) {
        Database project = fixture.newProject();

        assertThat(project.isCurrent()).isTrue();
        assertThat(project.flavour()).isEqualTo(fixture.flavour());
    }

    @PostgresTest
    void aDatabaseExistsFromCreateToDrop(PostgresFixture fixture, Databases databases) {
        DatabaseName name = fixture.newName();
        assertThat(databases.exists(name)).isFalse();

        databases.create(name);
        databases.create(name);
        assertThat(databases.exists(name)).isTrue();

        databases.drop(name);
        databases.drop(name);
        assertThat(databases.exists(name)).isFalse();
        assertThatThrownBy(() -> databases.project(name).isCurrent())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(name.value())
                .hasMessageContaining("does not exist");
    }

    @PostgresTest
    void theSpareBecomesTheNextDatabase(PostgresFixture fixture) {
        DatabaseOptions usual = fixture.options();
        Databases databases = fixture.open(
                new DatabaseOptions(usual.registryName(), 8, 4, usual.timeout(), true, Optional.of(fixture.flavour())));
        databases.create(fixture.newName());
        long spare = awaitSpare(databases, fixture.flavour());
        DatabaseName next = fixture.newName();

        Database made = databases.create(next);

        assertThat(number(databases, "SELECT oid FROM pg_database WHERE datname = '" + next + "'"))
                .isEqualTo(spare);
        assertThat(made.isCurrent()).isTrue();
        assertThat(made.flavour()).isEqualTo(fixture.flavour());
        databases.closePools();
    }

    @PostgresTest
    void whatIsWrittenInOneDatabaseIsNotInAnother(PostgresFixture fixture) {
        Database one = fixture.newProject();
        Database other = fixture.newProject();

        one.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("CREATE TABLE mark AS SELECT 7 AS number");
            }
        });

        assertThat(numberIn(one)).isEqualTo(7);
        assertThatThrownBy(() -> numberIn(other))
                .isInstanceOf(SqlBugException.class)
                .hasMessageContaining("42P01");
    }

    @PostgresTest
    void theOfferedPgvectorIsTold(PostgresFixture fixture, Databases databases) {
        assertThat(databases.pgvectorVersion().isPresent() || !fixture.offersPgvector())
                .isTrue();
        assertThat(databases.flavourOfNew()).isEqualTo(fixture.flavour());
    }

    @PostgresTest
    void theRegistryIsThereAtItsFirstUse(Databases databases) {
        assertThat(databases.registry().isCurrent()).isTrue();
    }

    static long awaitSpare(Databases databases, VectorFlavour flavour) {
        String sql = "SELECT coalesce(max(oid::bigint), 0), pg_sleep(0.05) FROM pg_database WHERE starts_with("
                + "datname::text, 'codebase_mcp_spare_" + flavour.name().toLowerCase(Locale.ROOT) + "')";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long spare = number(databases, sql);
        while (spare == 0) {
            assertThat(System.nanoTime()).as("a spare is made").isLessThan(deadline);
            spare = number(databases, sql);
        }
        return spare;
    }

    private static long number(Databases databases, String sql) {
        return databases.registry().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static int numberIn(Database database) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT number FROM mark")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
