package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.FlakyProxy;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.TransientFailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose database server breaks the run off. {@code -Dcodebasemcp.breaks=100000} breaks at each message. */
@Timeout(600)
@OneFlavour
class BrokenOffJobsTest {
    private static final int BREAKS = Integer.getInteger("codebasemcp.breaks", 5);
    private static final int FILES = 12;

    @TempDir
    private Path folder;

    @PostgresTest
    void aJobThatIsBrokenOffAtAnyMessageEndsCompleted(PostgresFixture fixture) throws Exception {
        JobsFixture next = new JobsFixture(fixture.databases());
        int messages = run(fixture, next, Integer.MAX_VALUE);
        assertThat(messages).isGreaterThan(20);
        Set<String> clean = index(next);

        int stride = Math.max(1, messages / BREAKS);
        Set<JobStatus> first = new HashSet<>();
        for (int at = 1; at <= messages; at += stride) {
            next.databases.drop(next.database);
            next.databases.create(next.database);
            run(fixture, next, at);
            assertThat(index(next))
                    .as("broken off at message %d of %d", at, messages)
                    .isEqualTo(clean);
            next.queue.list(next.project, Optional.empty(), 1000).forEach(report -> first.add(report.status()));
        }
        assertThat(first).contains(JobStatus.COMPLETED).doesNotContain(JobStatus.FAILED);
    }

    /** Indexes over a connection that breaks; returns the number of messages. */
    private int run(PostgresFixture fixture, JobsFixture next, int breakAt) throws Exception {
        Path repository = repository();
        try (FlakyProxy proxy = new FlakyProxy(fixture.connection().port())) {
            Databases databases = fixture.open(proxy.to(fixture.connection()), fixture.options());
            JobsFixture process = next.over(databases);
            try (JobWorker worker = process.worker(IndexFixture.runner(databases, 20))) {
                JobReport report = next.submit(repository.toString());
                proxy.breakAt(breakAt);
                worker.start();
                JobReport end = next.awaitEnd(report);
                while (end.resumedBy().isPresent()) {
                    assertThat(end.status()).isEqualTo(JobStatus.INTERRUPTED);
                    assertThat(end.message()).doesNotContain("internal error");
                    end = next.awaitEnd(end.resumedBy().get());
                }
                assertThat(end.status())
                        .as("broken off at message %d: %s", breakAt, end.message())
                        .isEqualTo(JobStatus.COMPLETED);
            }
            return proxy.messages();
        }
    }

    private Path repository() throws Exception {
        Path repository = folder.toRealPath().resolve("repository");
        Files.createDirectories(repository);
        for (int i = 0; i < FILES; i++) {
            Files.writeString(
                    repository.resolve("file" + i + ".py"),
                    "def function_" + i + "(argument):\n    return argument * " + i + "\n");
        }
        return repository;
    }

    private static Set<String> index(JobsFixture jobs) {
        return IndexDump.of(new IndexStore(jobs.databases.project(jobs.database)));
    }

    @PostgresTest
    void aJobThatIsBrokenOffEachTimeFailsInTheEndWithItsCause(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        AtomicInteger runs = new AtomicInteger();
        JobRunner doomed = (job, control) -> {
            runs.incrementAndGet();
            throw new TransientFailureException("the server is starting up", new SQLException("57P03"));
        };
        try (JobWorker worker = process.worker(doomed)) {
            worker.start();
            JobId id = process.submit("/repo").job().id();
            JobReport end = process.awaitEnd(id);
            while (end.resumedBy().isPresent()) {
                end = process.awaitEnd(end.resumedBy().get());
            }
            assertThat(end.status()).isEqualTo(JobStatus.FAILED);
            assertThat(end.message()).contains("the server is starting up");
            assertThat(runs).hasValue(4);
        }
    }
}
