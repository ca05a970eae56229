package dev.codebasemcp.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.ProjectStatsTable;
import dev.codebasemcp.database.registry.RegistryStats;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list of projects says what was counted after the last change, and opens no project's database. */
@Timeout(120)
@OneFlavour
class ProjectDirectoryTest {
    private static final int MANY = 100;

    @TempDir
    Path temporary;

    @PostgresTest
    void aProjectThatWasCountedIsListedWhileItsDatabaseTakesNoConnection(PostgresFixture fixture) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ReadyProject shop = withRepository(process, "shop");
        new ProjectCounts(process.databases).count(shop.databaseName());
        Databases another = fixture.anotherProcess();
        order(fixture, "ALTER DATABASE " + shop.databaseName() + " ALLOW_CONNECTIONS false");

        ProjectSummary listed =
                directory(another).list(Optional.empty(), MANY).projects().get(0);

        assertThat(listed.state()).isEqualTo(ProjectState.READY);
        assertThat(listed.sizeBytes().orElseThrow()).isGreaterThan(1_000_000);
        assertThat(listed.repositories())
                .singleElement()
                .satisfies(one -> assertThat(one.root()).isEqualTo(Path.of("/shop")));
        assertThat(RegistryStats.read(another.registry()).databaseBytes())
                .isEqualTo(listed.sizeBytes().orElseThrow());
    }

    @PostgresTest
    void whatWasNeverCountedIsCountedByTheFirstList(PostgresFixture fixture) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ReadyProject shop = withRepository(process, "shop");

        ProjectSummary first = directory(process.databases)
                .list(Optional.empty(), MANY)
                .projects()
                .get(0);

        assertThat(first.repositories()).hasSize(1);
        assertThat(stored(process.databases, "shop").orElseThrow().repositories())
                .hasSize(1);
        order(fixture, "DROP DATABASE " + shop.databaseName() + " WITH (FORCE)");
        ProjectSummary gone = directory(process.databases)
                .list(Optional.empty(), MANY)
                .projects()
                .get(0);
        assertThat(gone.state()).isEqualTo(ProjectState.MISSING);
        assertThat(gone.repositories()).isEmpty();
        process.ready(temporary.resolve("shop"));
        ProjectSummary anew = directory(process.databases)
                .list(Optional.empty(), MANY)
                .projects()
                .get(0);
        assertThat(anew.state()).isEqualTo(ProjectState.READY);
        assertThat(anew.repositories()).isEmpty();
        assertThat(anew.sizeBytes()).isPresent();
    }

    @PostgresTest
    void aCountIsNeverReplacedByAnEarlierOne(PostgresFixture fixture) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ReadyProject shop = withRepository(process, "shop");
        IndexStats later =
                new ProjectCounts(process.databases).count(shop.databaseName()).orElseThrow();
        ProjectStatsTable table = new ProjectStatsTable(process.databases::registry);

        table.store(
                shop.databaseName(),
                empty(later, later.generation() - 1, later.countedAt().plusSeconds(9)));
        table.store(
                shop.databaseName(),
                empty(later, later.generation(), later.countedAt().minusSeconds(9)));

        assertThat(stored(process.databases, "shop").orElseThrow().repositories())
                .hasSize(1);
        table.store(shop.databaseName(), empty(later, later.generation() + 1, later.countedAt()));
        assertThat(stored(process.databases, "shop").orElseThrow().repositories())
                .isEmpty();
        table.store(DatabaseName.of("never", shop.id()), later);
        assertThat(table.count()).isEqualTo(1);
    }

    @PostgresTest
    void languagesOfAnEarlierCountAreNotShown(PostgresFixture fixture) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ReadyProject shop = withRepository(process, "shop");
        IndexStats counted =
                new ProjectCounts(process.databases).count(shop.databaseName()).orElseThrow();
        ProjectStatsTable table = new ProjectStatsTable(process.databases::registry);
        table.store(shop.databaseName(), in(counted, counted.generation() + 1, "java"));
        assertThat(languages(process.databases)).containsExactly(Map.entry("java", 3L));

        // A process of an older version knows no languages.
        update(process.databases, "generation = generation + 1, counted_at = now()");
        assertThat(languages(process.databases)).isEmpty();

        table.store(shop.databaseName(), in(counted, counted.generation() + 3, "go"));
        assertThat(languages(process.databases)).containsExactly(Map.entry("go", 3L));

        // Another database of that name begins with the same generations.
        update(process.databases, "languages_oid = 1");
        assertThat(languages(process.databases)).isEmpty();
    }

    private static IndexStats in(IndexStats like, long generation, String language) {
        return new IndexStats(
                like.databaseOid(),
                generation,
                like.sizeBytes(),
                like.countedAt(),
                like.repositories(),
                Map.of(language, 3L));
    }

    private static Map<String, Long> languages(Databases databases) {
        return stored(databases, "shop").orElseThrow().languages();
    }

    private static void update(Databases databases, String figures) {
        databases.registry().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE project_figures SET " + figures);
            }
        });
    }

    @PostgresTest
    void pagesHaveEachProjectOnceByName(PostgresFixture fixture) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        for (String name : List.of("ö", "b", "a b", "c", "B")) {
            process.ready(ProvisioningFixture.named(temporary.resolve(name), name));
        }
        ProjectDirectory directory = directory(process.databases);

        List<String> seen = new ArrayList<>();
        ProjectDirectory.Page page = directory.list(Optional.empty(), 2);
        seen.addAll(names(page));
        while (page.nextCursor().isPresent()) {
            assertThat(page.projects()).hasSize(2);
            assertThat(page.total()).isEqualTo(5);
            page = directory.list(page.nextCursor(), 2);
            seen.addAll(names(page));
        }

        assertThat(seen)
                .containsExactlyElementsOf(names(directory.list(Optional.empty(), 5)))
                .containsExactlyInAnyOrder("ö", "b", "a b", "c", "B");
        assertThatThrownBy(() -> directory.list(Optional.of("no cursor"), 2))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("cursor");
    }

    private static List<String> names(ProjectDirectory.Page page) {
        return page.projects().stream().map(ProjectSummary::name).toList();
    }

    private static IndexStats empty(IndexStats like, long generation, Instant countedAt) {
        return new IndexStats(like.databaseOid(), generation, like.sizeBytes(), countedAt, List.of(), Map.of());
    }

    private ReadyProject withRepository(ProvisioningFixture process, String name) throws IOException {
        ReadyProject project = process.ready(ProvisioningFixture.named(temporary.resolve(name), name));
        new IndexStore(project.database()).repository(Machines.HERE, Path.of("/" + name));
        return project;
    }

    private static ProjectDirectory directory(Databases databases) {
        return new ProjectDirectory(new ProjectCounts(databases), () -> Machines.HERE, System::nanoTime);
    }

    private static Optional<IndexStats> stored(Databases databases, String name) {
        return new ProjectStatsTable(databases::registry)
                .page("", MANY).stream()
                        .filter(one -> one.project().name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .stats();
    }

    private static void order(PostgresFixture fixture, String sql) throws SQLException {
        try (Connection connection =
                        fixture.connection().open(fixture.connection().maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
