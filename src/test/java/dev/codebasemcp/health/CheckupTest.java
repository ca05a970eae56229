package dev.codebasemcp.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.health.Findings.Finding;
import dev.codebasemcp.health.Findings.State;
import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single checks of a checkup, and how its findings name commands. */
class CheckupTest {
    private final Findings findings = new Findings(name -> "the command " + name);

    @Test
    void aFailedArchiveOfClassesIsAWarningWithTheNextStep(@TempDir Path home) throws IOException {
        Path jar = Files.writeString(home.resolve("broken.jar"), "no jar");
        ArchiveMaker maker = new ArchiveMaker(
                home, new LaunchCommand(Path.of(JavaCommand.program()), List.of("-jar", jar.toString())));
        Checkup.archive(maker, findings);
        assertThat(findings.state()).isEqualTo(State.OK);
        assertThatThrownBy(maker::make).hasMessageContaining("Invalid or corrupt jarfile");

        Checkup.archive(maker, findings);

        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(State.WARN);
            assertThat(finding.check()).isEqualTo("Archive");
            assertThat(finding.text())
                    .contains(
                            "cannot be made for this jar and Java (the rehearsal ended with 1",
                            "'the command archive' tries it again");
        });
    }

    @Test
    void aFailedCheckHasItsNextStepInTheWordsOfTheReader() {
        assertThat(findings.check("Model", () -> "built in")).isTrue();
        assertThat(findings.check("Database", () -> {
                    throw new UnavailableException(
                            "Nothing is there; " + Term.of("index_repository") + ".", new IllegalStateException());
                }))
                .isFalse();
        findings.add(State.WARN, "Health", "Nothing is there; " + Term.of("index_repository") + ".");

        assertThat(findings.all())
                .containsExactly(
                        new Finding(State.OK, "Model", "built in"),
                        new Finding(State.FAIL, "Database", "Nothing is there; the command index_repository."));
    }
}
