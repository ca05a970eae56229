package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.assertUsable;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Provisioning on a server that dies, or whose disk is full. */
@Timeout(300)
class ServerFaultsTest {
    private static final int MANY = 40;

    @TempDir
    private Path temporary;

    @Test
    void aServerThatDiesBetweenAnyTwoStepsIsStartedAgainAndTheProjectCompleted() throws Exception {
        try (OwnServer server = OwnServer.in(temporary.toRealPath())) {
            ProvisioningFixture next = new ProvisioningFixture(server.databases);
            next.ready(named(temporary.resolve("first"), "first"));
            for (ProvisioningStep step :
                    List.of(ProvisioningStep.REGISTERED, ProvisioningStep.CREATED, ProvisioningStep.READY)) {
                ProvisioningFixture process = new ProvisioningFixture(server.databases, killAfter(step, server));
                Path home = named(temporary.resolve(step.name()), "killed " + step);

                // The same request may get on with the server that was started again.
                UnavailableException failure =
                        catchThrowableOfType(UnavailableException.class, () -> process.ready(home));

                ReadyProject healed = next.ready(home);
                assertUsable(next, healed, step + " " + failure);
                assertThat(healed.warnings()).isEmpty();
            }
            assertThat(next.projects.all()).hasSize(4);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAClearFailureAndHealsWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        Optional<TemporaryDisk> mounted = TemporaryDisk.mount(disk, "size=150m,mode=700");
        assumeTrue(mounted.isPresent(), "a file system of a small size cannot be mounted here: that needs root");
        try (TemporaryDisk small = mounted.orElseThrow();
                OwnServer server = OwnServer.in(disk)) {
            ProvisioningFixture process = new ProvisioningFixture(server.databases);
            Optional<Path> stuck = Optional.empty();
            String message = "";
            for (int i = 0; i < MANY && stuck.isEmpty(); i++) {
                Path home = named(temporary.resolve("p" + i), "p" + i);
                UnavailableException failure =
                        catchThrowableOfType(UnavailableException.class, () -> process.ready(home));
                if (failure != null) {
                    stuck = Optional.of(home);
                    message = String.valueOf(failure.getMessage());
                }
            }
            assertThat(stuck)
                    .as("150 MB are not enough for " + MANY + " projects")
                    .isPresent();
            assertThat(message)
                    .contains("cannot be used now", "No space left on device", "Free space on the server's disk");

            small.change("size=800m");
            ReadyProject healed = process.ready(stuck.orElseThrow());

            assertUsable(process, healed, "disk");
            assertThat(process.projects.all())
                    .allSatisfy(row -> assertThat(row.ready()).as(row.name()).isTrue());
        }
    }

    @Test
    void pgvectorThatTheRoleMayNotCreateIsDoneWithoutAndTheAnswerSaysSo() throws Exception {
        try (OwnServer server = OwnServer.withItsOwnFiles(temporary.toRealPath())) {
            server.offerPgvector();
            Databases databases = server.as("plain", Optional.empty());
            ProvisioningFixture process = new ProvisioningFixture(databases);
            Path home = named(temporary.resolve("shop"), "shop");

            ReadyProject made = process.ready(home);

            assertThat(databases.pgvectorVersion()).contains("0.8.4");
            assertUsable(process, made, "without pgvector");
            assertThat(made.database().flavour()).isEqualTo(VectorFlavour.PORTABLE);
            assertThat(process.projects.byId(made.id()).orElseThrow().flavour()).contains("portable");
            assertThat(made.warnings())
                    .singleElement()
                    .asString()
                    .contains("role plain", "permission denied", "portable", "trusted = true");
            assertThat(process.ready(home).warnings()).isEmpty();
            assertThat(databases.flavourOfNew()).isEqualTo(VectorFlavour.PORTABLE);
            databases.close();
        }
    }

    private static ProvisioningListener killAfter(ProvisioningStep last, OwnServer server) {
        return (step, project) -> {
            if (step == last) {
                try {
                    server.kill();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        };
    }
}
