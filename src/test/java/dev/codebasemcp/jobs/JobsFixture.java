package dev.codebasemcp.jobs;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A ready project and a queue, as one server process has them, over a registry that it may share with others. */
final class JobsFixture {
    final Databases databases;
    final ProjectsTable projects;
    final JobQueue queue;
    final MachineId machine;
    final ProjectId project;
    final DatabaseName database;

    JobsFixture(Databases databases) {
        this(databases, ProjectId.random(), Machines.HERE);
        projects.insert(new NewProject(project, "jobs", database, Optional.empty(), Optional.empty()));
        databases.create(database);
        projects.markReady(project, "portable");
    }

    private JobsFixture(Databases databases, ProjectId project, MachineId machine) {
        this.machine = machine;
        this.databases = databases;
        this.projects = new ProjectsTable(databases::registry, Clock.systemUTC());
        this.queue = new JobQueue(new JobsTable(databases::registry, Clock.systemUTC()), () -> machine);
        this.project = project;
        this.database = DatabaseName.of("jobs", project);
    }

    /** The same project as another process sees it. */
    JobsFixture otherProcess() {
        return new JobsFixture(databases, project, machine);
    }

    /** The same project as another process sees it that has these databases. */
    JobsFixture over(Databases others) {
        return new JobsFixture(others, project, machine);
    }

    /** The same project as a process on another machine sees it. */
    JobsFixture otherMachine() {
        return new JobsFixture(databases, project, Machines.ELSEWHERE);
    }

    JobReport submit(String repository) {
        return queue.submit(project, database, Path.of(repository), false);
    }

    JobWorker worker(JobRunner runner) {
        return worker(runner, directory -> true);
    }

    /** A worker of a machine that finds the directories of which {@code isHere} holds. */
    JobWorker worker(JobRunner runner, Predicate<Path> isHere) {
        return new JobWorker(queue, databases::locks, projects, isHere, runner);
    }

    JobReport awaitEnd(JobId id) throws InterruptedException {
        return queue.await(id, Duration.ofMillis(100), report -> {}, () -> false);
    }

    /** The end of the job, or what it is when the time is over. */
    JobReport awaitEnd(JobId id, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        return queue.await(id, Duration.ofMillis(100), report -> {}, () -> System.nanoTime() - end >= 0);
    }

    JobReport awaitEnd(JobReport report) throws InterruptedException {
        return awaitEnd(report.job().id());
    }

    JobReport found(JobId id) {
        return queue.find(id).orElseThrow();
    }

    /** A statement on the registry from outside the program. */
    void execute(String sql) {
        databases.registry().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** The outcome of a run in which all went well. */
    static JobOutcome done() {
        return new JobOutcome(progress(JobPhase.DONE, 3), List.of(), false, "3 files indexed");
    }

    /** The outcome of a run that ended because it was asked to. */
    static JobOutcome stopped() {
        return new JobOutcome(progress(JobPhase.INDEXING, 1), List.of(), true, "stopped");
    }

    static JobProgress progress(JobPhase phase, int files) {
        return new JobProgress(phase, 3, files, files, Map.of(), 0, 0, files * 10L);
    }
}
