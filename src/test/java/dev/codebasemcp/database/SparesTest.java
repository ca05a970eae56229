package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.LongTests;
import dev.codebasemcp.model.DatabaseName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@OneFlavour
class SparesTest {
    private static final int TAKERS = 8;
    private static final int ROUNDS = LongTests.run() ? 3 : 1;

    @PostgresTest
    void ofManyWhoWantOneSpareExactlyOneGetsItAndAllGetADatabaseOfTheirOwn(PostgresFixture fixture) throws Exception {
        List<Databases> processes =
                List.of(fixture.open(fixture.optionsWithSpare()), fixture.open(fixture.optionsWithSpare()));
        for (Databases process : processes) {
            process.registry();
        }
        for (int round = 0; round < ROUNDS; round++) {
            long spare = fixture.spare().oid();

            List<Database> made = createAtOnce(fixture, processes);

            Set<Long> numbers = new HashSet<>();
            for (int i = 0; i < TAKERS; i++) {
                numbers.add(oid(processes.get(0), made.get(i).name()));
                assertUsableAlone(fixture, made.get(i), i);
            }
            assertThat(numbers).hasSize(TAKERS).contains(spare);
            for (Database database : made) {
                processes.get(0).drop(new DatabaseName(database.name()));
            }
        }
    }

    /** What those do who all saw the spare: of their renames one succeeds, and the others change nothing. */
    @PostgresTest
    void ofManyWhoSawTheSpareOneRenamesItAndTheOthersAreToldSo(PostgresFixture fixture) throws Exception {
        String registry = fixture.databases().registry().name();
        for (int round = 0; round < ROUNDS; round++) {
            PostgresFixture.Spare spare = fixture.spare();
            String template = Templates.PREFIX
                    + spare.name().substring(Spares.nameFor(Templates.PREFIX).length());
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < TAKERS; i++) {
                connections.add(fixture.connection().open(registry));
            }

            List<Boolean> taken = atOnce(i ->
                    Spares.take(connections.get(i), template, fixture.newName().value(), registry));

            assertThat(taken).containsOnlyOnce(true);
            for (Connection connection : connections) {
                assertThat(connection.getAutoCommit()).isTrue();
                connection.close();
            }
        }
    }

    @PostgresTest
    void aSpareThatSomebodyIsConnectedToIsLeftAndADatabaseIsMadeAllTheSame(PostgresFixture fixture) throws Exception {
        Databases databases = fixture.databases();
        PostgresFixture.Spare spare = fixture.spare();
        DatabaseName name = fixture.newName();
        try (Connection inTheWay = fixture.connection().open(spare.name())) {
            Database made = databases.create(name);

            assertThat(inTheWay.isValid(5)).isTrue();
            assertThat(oid(databases, name.value())).isNotEqualTo(spare.oid());
            assertUsableAlone(fixture, made, 1);
        }
        assertThat(oid(databases, spare.name())).isEqualTo(spare.oid());
    }

    @Test
    void aPlannedSpareIsMadeOnceAndAtTheEndOfTheWorkIfThatIsBeforeItsRestIsOver() throws Exception {
        List<Runnable> resting = new ArrayList<>();
        List<String> made = new CopyOnWriteArrayList<>();
        Spares spares = new Spares(thread -> task -> resting.add(() -> thread.execute(task)));

        spares.endDelay();
        spares.replace(() -> made.add("first"));
        spares.replace(() -> made.add("not planned"));
        spares.endDelay();
        spares.endDelay();
        awaitIdle(spares);
        assertThat(made).containsExactly("first");

        spares.replace(() -> made.add("second"));
        resting.get(0).run();
        awaitIdle(spares);
        assertThat(made)
                .as("the rest of the first is over, not that of the second")
                .containsExactly("first");

        resting.get(1).run();
        awaitIdle(spares);
        assertThat(made).containsExactly("first", "second");
        spares.close();
    }

    @Test
    void aMakerThatFailsDoesNotEndItsThread() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Spares spares = new Spares();

        spares.make(() -> {
            threads.add(Thread.currentThread());
            throw new IllegalStateException("in the way");
        });
        spares.make(() -> threads.add(Thread.currentThread()));
        awaitIdle(spares);

        assertThat(threads).hasSize(2);
        assertThat(threads.get(1)).isSameAs(threads.get(0));
        spares.close();
    }

    private static void awaitIdle(Spares spares) throws InterruptedException {
        CountDownLatch behind = new CountDownLatch(1);
        spares.make(behind::countDown);
        assertThat(behind.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @PostgresTest
    void aNewRegistryHasASpareBeforeItsFirstProject(PostgresFixture fixture) throws Exception {
        String spare = fixture.spare().name();
        try (Connection connection =
                fixture.connection().open(fixture.connection().maintenanceDatabase())) {
            ServerCatalog.execute(connection, "DROP DATABASE " + Identifiers.quote(spare));
        }

        DatabaseOptions usual = fixture.optionsWithSpare();

        Databases databases = fixture.open(
                new DatabaseOptions(usual.registryName(), 12, 4, usual.timeout(), usual.keepsSpare(), usual.flavour()));

        DatabasesTest.awaitSpare(databases, fixture.flavour());
    }

    private static List<Database> createAtOnce(PostgresFixture fixture, List<Databases> processes) throws Exception {
        return atOnce(i -> processes.get(i % 2).create(fixture.newName()));
    }

    /** Nobody else has written into it, and what is written is there. */
    private static void assertUsableAlone(PostgresFixture fixture, Database database, int mark) {
        assertThat(database.isCurrent()).isTrue();
        assertThat(database.flavour()).isEqualTo(fixture.flavour());
        assertThatThrownBy(() -> number(database, "SELECT number FROM mark"))
                .isInstanceOf(SqlBugException.class)
                .hasMessageContaining("42P01");
        database.write(connection -> {
            ServerCatalog.execute(connection, "CREATE TABLE mark AS SELECT " + mark + " AS number");
            return true;
        });
        assertThat(number(database, "SELECT number FROM mark")).isEqualTo(mark);
    }

    private static long oid(Databases databases, String name) {
        return number(databases.registry(), "SELECT oid FROM pg_database WHERE datname = '" + name + "'");
    }

    private static long number(Database database, String sql) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                assertThat(row.next()).as(sql).isTrue();
                return row.getLong(1);
            }
        });
    }

    private static <T> List<T> atOnce(Taker<T> taker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(TAKERS);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < TAKERS; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    begin.await();
                    return taker.take(number);
                }));
            }
            begin.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(120, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Taker<T> {
        T take(int number) throws SQLException;
    }
}
