package dev.codebasemcp.database.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** What the releases before left behind is still there after the migration. */
class OlderIndexesTest {
    private static final String BEFORE_SMALLER_FILES = "2";
    /** The scan of all three began at 2026-01-01T00:00:00Z; the second file had been saved 1.9 s before it. */
    private static final String FILLED = """
            insert into repositories (id, root_path) values
                ('11111111-1111-1111-1111-111111111111', '/one'), ('22222222-2222-2222-2222-222222222222', '/two');
            insert into contents values (7, decode(repeat('ab', 16), 'hex'), 'java', 8, 0);
            insert into files
                (repository_id, path, content_id, size_bytes, modified_nanos, inode, scanned_at, state, reason) values
                ('11111111-1111-1111-1111-111111111111', 'z', 7, 1, 1767225598000000000, 3, '2026-01-01Z', 'indexed', null),
                ('11111111-1111-1111-1111-111111111111', 'a', 7, 1, 1767225598100000000, 4, '2026-01-01Z', 'indexed', null),
                ('22222222-2222-2222-2222-222222222222', 'a', null, 9, 5, 6, '2026-01-01Z', 'skipped', 'binary')""";

    @PostgresTest
    void filesStayWhatTheyWereWhenTheirRowsBecomeSmaller(PostgresFixture fixture) throws SQLException {
        Database filled = fixture.newProject();
        asItWasBefore(fixture, filled.name());
        IndexStore store = new IndexStore(migrated(fixture.anotherProcess().project(new DatabaseName(filled.name()))));

        Optional<ContentHash> content = Optional.of(new ContentHash(0xababababababababL, 0xababababababababL));
        assertThat(known(store, "/one"))
                .containsExactlyInAnyOrder(
                        new KnownFileRow(
                                "z",
                                FileState.INDEXED,
                                new FileStampRow(1, 1_767_225_598_000_000_000L, 3),
                                true,
                                content,
                                Optional.empty()),
                        new KnownFileRow(
                                "a",
                                FileState.INDEXED,
                                new FileStampRow(1, 1_767_225_598_100_000_000L, 4),
                                false,
                                content,
                                Optional.empty()));
        assertThat(known(store, "/two"))
                .containsExactly(new KnownFileRow(
                        "a",
                        FileState.SKIPPED,
                        new FileStampRow(9, 5, 6),
                        true,
                        Optional.empty(),
                        Optional.of("binary")));
    }

    private static Database migrated(Database database) {
        assertThat(database.isCurrent()).isFalse();
        database.migrate();
        assertThat(database.isCurrent()).isTrue();
        return database;
    }

    private static void asItWasBefore(PostgresFixture fixture, String database) throws SQLException {
        ConnectionDetails server = fixture.connection();
        try (Connection connection = server.open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
            boolean pgvector = fixture.flavour() == VectorFlavour.PGVECTOR;
            if (pgvector) {
                statement.execute("create extension if not exists vector");
            }
            Flyway.configure()
                    .dataSource(server.jdbcUrl(database), server.user(), server.password())
                    .locations(
                            pgvector
                                    ? new String[] {"classpath:db/project", "classpath:db/project-pgvector"}
                                    : new String[] {"classpath:db/project"})
                    .target(BEFORE_SMALLER_FILES)
                    .load()
                    .migrate();
            statement.execute(FILLED);
        }
    }

    private static List<KnownFileRow> known(IndexStore store, String root) {
        RepositoryId repository = store.repository(Path.of(root)).id();
        List<KnownFileRow> files = new ArrayList<>();
        store.knownFiles(repository, files::add);
        return files;
    }
}
