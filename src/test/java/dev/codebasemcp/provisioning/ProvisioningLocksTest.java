package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A project is changed by one request at a time, by whatever name the requests know it. */
@Timeout(120)
@OneFlavour
class ProvisioningLocksTest {
    @TempDir
    Path temporary;

    @PostgresTest
    void aProjectIsNotDeletedWhileARequestGivesItAnotherName(PostgresFixture fixture) throws Exception {
        ProvisioningFixture here = new ProvisioningFixture(fixture.databases());
        ReadyProject before = here.ready(named(temporary.resolve("first"), "before"));
        Path second = directory(temporary.resolve("second"), "\"name\": \"after\", \"id\": \"" + before.id() + "\"");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ProvisioningFixture renaming = new ProvisioningFixture(fixture.anotherProcess(), (step, project) -> {
            if (step == ProvisioningStep.LOCKED) {
                locked.countDown();
                await(goOn);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<ReadyProject> renamed = threads.submit(() -> renaming.ready(second));
            await(locked);
            Future<?> deleted = threads.submit(() -> here.administration().delete("before", Optional.of("before")));
            assertThatThrownBy(() -> deleted.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            goOn.countDown();

            Database database = renamed.get(60, TimeUnit.SECONDS).database();
            assertThatThrownBy(() -> deleted.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(RejectedException.class)
                    .hasMessageContaining("renamed to 'after'");
            assertThat(database.isCurrent()).isTrue();
            assertThat(here.projects.byId(before.id()).map(ProjectRow::name)).contains("after");
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
