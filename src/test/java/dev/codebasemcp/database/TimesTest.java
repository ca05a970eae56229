package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

/** The old system wrote local times without saying so; here a time is an instant wherever it is written and read. */
@OneFlavour
class TimesTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    @PostgresTest
    void everyTimeInADatabaseHasAZone(Databases databases) {
        DatabaseName name = DatabaseName.of("times", ProjectId.random());
        for (Database database : List.of(databases.registry(), databases.create(name))) {
            assertThat(timeTypes(database)).isNotEmpty().containsOnly("timestamp with time zone");
        }
        databases.drop(name);
    }

    @PostgresTest
    void aTimeWrittenInOneZoneIsReadInAnother(Databases databases) {
        TimeZone before = TimeZone.getDefault();
        ProjectId id = ProjectId.random();
        DatabaseName database = DatabaseName.of("times", id);
        Clock clock = Clock.fixed(NOW, ZoneId.of("Asia/Kolkata"));
        ProjectsTable projects = new ProjectsTable(databases::registry, clock);
        JobsTable jobs = new JobsTable(databases::registry, clock);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            projects.insert(new NewProject(id, "times", database, Optional.empty(), Optional.empty()));
            projects.markReady(id, "portable");
            JobReport job = jobs.insertOrFindUnfinished(
                            new Job(JobId.random(), id, database, Path.of("/r"), false, Optional.of(Machines.HERE)))
                    .orElseThrow();
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

            assertThat(jobs.byId(job.job().id()).orElseThrow().createdAt()).isEqualTo(NOW);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** Of the program's own tables: the history of migrations is the migration tool's. */
    private static List<String> timeTypes(Database database) {
        return database.read(connection -> {
            try (ResultSet rows = connection.createStatement().executeQuery("""
                    SELECT data_type FROM information_schema.columns
                    WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'
                      AND (data_type LIKE 'time%' OR data_type = 'date')
                    """)) {
                List<String> types = new ArrayList<>();
                while (rows.next()) {
                    types.add(rows.getString(1));
                }
                return types;
            }
        });
    }
}
