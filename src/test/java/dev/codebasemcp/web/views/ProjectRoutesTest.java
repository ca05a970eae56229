package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository is not removed while a job would index it again, whichever machine runs the job. */
@Timeout(180)
@OneFlavour
class ProjectRoutesTest {
    private static final Path ROOT = Path.of("/srv/shop");

    @TempDir
    private Path folder;

    @PostgresTest
    void aJobOfTheMachineOfTheRepositoryKeepsIt(Databases databases) throws Exception {
        ProvisioningFixture here = new ProvisioningFixture(databases);
        ProvisioningFixture there = new ProvisioningFixture(databases, Machines.ELSEWHERE);
        ReadyProject shop = here.ready(ProvisioningFixture.named(folder, "shop"));
        String theirs = repository(shop, Machines.ELSEWHERE);
        JobId job = submit(there.queue, shop, ROOT);

        try (PageClient page = page(here)) {
            assertThat(page.remove(400, theirs).path("error").asText())
                    .contains("A job indexes the repository " + ROOT, "cancel it", "nothing was changed");

            here.queue.cancel(job);

            assertThat(page.remove(200, theirs).path("removed").path("path").asText())
                    .isEqualTo(ROOT.toString());
        }
    }

    @PostgresTest
    void aJobOfAnotherMachineProjectOrPathKeepsNothing(Databases databases) throws Exception {
        ProvisioningFixture here = new ProvisioningFixture(databases);
        ProvisioningFixture there = new ProvisioningFixture(databases, Machines.ELSEWHERE);
        ReadyProject shop = here.ready(ProvisioningFixture.named(folder.resolve("shop"), "shop"));
        ReadyProject other = here.ready(ProvisioningFixture.named(folder.resolve("other"), "other"));
        String theirs = repository(shop, Machines.ELSEWHERE);
        String ours = repository(shop, Machines.HERE);
        submit(here.queue, shop, ROOT);
        submit(there.queue, other, ROOT);
        submit(there.queue, shop, ROOT.resolve("below"));

        try (PageClient page = page(here)) {
            assertThat(page.remove(400, ours).path("error").asText()).contains("A job indexes");
            assertThat(page.remove(200, theirs).path("removed").path("path").asText())
                    .isEqualTo(ROOT.toString());
        }
    }

    private static PageClient page(ProvisioningFixture services) throws IOException, InterruptedException {
        ProjectRoutes.Parts parts = new ProjectRoutes.Parts(
                services.projects, services.repositories(), new ProjectCounts(services.databases), services.configs);
        return new PageClient(new ProjectRoutes(parts, services.queue, Clock.systemUTC()).routes());
    }

    /** Adds the repository of a machine, and returns its path in the API. */
    private static String repository(ReadyProject project, MachineId machine) {
        return "/api/projects/" + project.id() + "/repositories/"
                + new IndexStore(project.database()).repository(machine, ROOT).id();
    }

    private static JobId submit(JobQueue queue, ReadyProject project, Path root) {
        return queue.submit(project.id(), project.databaseName(), root, false)
                .job()
                .id();
    }
}
