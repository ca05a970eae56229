package dev.codebasemcp.database.index;

import static dev.codebasemcp.database.index.IndexDrafts.batch;
import static dev.codebasemcp.database.index.IndexDrafts.content;
import static dev.codebasemcp.database.index.IndexDrafts.file;
import static dev.codebasemcp.database.index.IndexDrafts.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.paths.PathText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;

/** What the releases before left behind is still there after the migration. */
@Timeout(120)
class OlderIndexesTest {
    private static final Optional<ContentHash> CONTENT =
            Optional.of(new ContentHash(0xababababababababL, 0xababababababababL));
    private static final String BEFORE_SMALLER_FILES = "2";
    /** All scans began at 2026-01-01T00:00:00Z; the second file had been saved 1.9 s before it. */
    private static final String FILLED = """
            insert into repositories (id, root_path) values
                ('11111111-1111-1111-1111-111111111111', '/one'), ('22222222-2222-2222-2222-222222222222', '/two');
            insert into contents values (7, decode(repeat('ab', 16), 'hex'), 'java', 8, 0);
            insert into files
                (repository_id, path, content_id, size_bytes, modified_nanos, inode, scanned_at, state, reason) values
                ('11111111-1111-1111-1111-111111111111', 'z', 7, 1, 1767225598000000000, 2, '2026-01-01Z', 'indexed', null),
                ('11111111-1111-1111-1111-111111111111', 'a', 7, 1, 1767225598100000000, 2, '2026-01-01Z', 'indexed', null),
                ('22222222-2222-2222-2222-222222222222', 'a', null, 1, 5, 2, '2026-01-01Z', 'skipped', 'binary'),
                ('22222222-2222-2222-2222-222222222222', 'f', 7, 1, 0, 2, '2026-01-01Z', 'failed', 'unreadable')""";

    @PostgresTest
    void filesStayWhatTheyWereWhenTheirRowsBecomeSmaller(PostgresFixture fixture) throws SQLException {
        Database filled = fixture.newProject();
        asItWasBefore(fixture, filled.name());
        IndexStore store = new IndexStore(migrated(fixture.anotherProcess().project(new DatabaseName(filled.name()))));

        assertThat(known(store, "/one"))
                .containsExactlyInAnyOrder(
                        indexed("z", 1_767_225_598_000_000_000L, true),
                        indexed("a", 1_767_225_598_100_000_000L, false));
        assertThat(known(store, "/two"))
                .containsExactlyInAnyOrder(
                        KnownFile.skipped("a", stamp(5), true, SkipReason.BINARY), failed("f", "unreadable"));

        RepositoryId two = repository(store, "/two");
        store.removeUnreferenced(
                store.write(batch(two, List.of(content("New")), List.of(file("f", hash("New"))), List.of("a"))));
        assertThat(known(store, "/two"))
                .singleElement()
                .satisfies(file -> assertThat(file.content()).contains(hash("New")));
        assertThat(known(store, "/one"))
                .hasSize(2)
                .allMatch(file -> file.content().equals(CONTENT));
    }

    @PostgresTest
    void aBatchOfAnOlderProgramThatIsUnderWayIsWaitedFor(PostgresFixture fixture) throws Exception {
        Database filled = fixture.newProject();
        asItWasBefore(fixture, filled.name());
        Database current = fixture.anotherProcess().project(new DatabaseName(filled.name()));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection batch = fixture.connection().open(filled.name());
                Statement statement = batch.createStatement()) {
            // The one that looks for deadlocks first gives way, and an older program's batch waits as long as any.
            statement.execute("set deadlock_timeout = '30s'");
            batch.setAutoCommit(false);
            statement.execute("insert into contents values (9, decode(repeat('cd', 16), 'hex'), 'java', 10, 0)");
            Future<?> migration = threads.submit(current::migrate);
            awaitWaiting(fixture, filled.name());
            // Now each waits for the other, until the server ends the migration's transaction.
            statement.execute("select count(*) from files");
            batch.commit();
            migration.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(new IndexStore(current).contentHashes())
                .contains(new ContentHash(0xcdcdcdcdcdcdcdcdL, 0xcdcdcdcdcdcdcdcdL));
    }

    private static void awaitWaiting(PostgresFixture fixture, String database) throws SQLException {
        ConnectionDetails server = fixture.connection();
        try (Connection connection = server.open(server.maintenanceDatabase());
                PreparedStatement waiting = connection.prepareStatement(
                        "select 1 from pg_stat_activity where datname = ? and wait_event_type = 'Lock'")) {
            waiting.setString(1, database);
            boolean seen = false;
            while (!seen) {
                try (ResultSet rows = waiting.executeQuery()) {
                    seen = rows.next();
                }
            }
        }
    }

    private static KnownFile indexed(String path, long modifiedNanos, boolean settled) {
        return KnownFile.indexed(path, stamp(modifiedNanos), settled, CONTENT.orElseThrow());
    }

    private static KnownFile failed(String path, String failure) {
        return new KnownFile(path, FileState.FAILED, stamp(0), false, CONTENT, Optional.empty(), Optional.of(failure));
    }

    private static FileStamp stamp(long modifiedNanos) {
        return new FileStamp(1, modifiedNanos, 2);
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

    private static RepositoryId repository(IndexStore store, String root) {
        return store.repositoryRows().stream()
                .filter(row -> PathText.textOf(row.root()).equals(root))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<KnownFile> known(IndexStore store, String root) {
        RepositoryId repository = repository(store, root);
        return store.read(snapshot -> {
            List<KnownFile> files = new ArrayList<>();
            snapshot.forEachKnown(repository, files::add);
            return files;
        });
    }
}
