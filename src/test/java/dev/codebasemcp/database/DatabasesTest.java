package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.UnavailableException;
import java.sql.ResultSet;
import java.sql.Statement;

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
        assertThat(databases.pgvectorVersion().isPresent()).isEqualTo(fixture.offersPgvector());
        assertThat(databases.flavourOfNew()).isEqualTo(fixture.flavour());
    }

    @PostgresTest
    void theRegistryIsThereAtItsFirstUse(Databases databases) {
        assertThat(databases.registry().isCurrent()).isTrue();
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
