package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.health.Findings;
import dev.codebasemcp.health.Findings.State;
import dev.codebasemcp.model.UnavailableException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class FindingsTextTest {
    private final Findings findings = new Findings(UnaryOperator.identity());

    @Test
    void problemsComeFirstAndTheRestOnRequest() {
        findings.add(State.OK, "Java", "17");
        findings.add(State.WARN, "Disk", "Make room.");
        findings.add("Database", new UnavailableException("Nothing listens.\nStart it.", new IllegalStateException()));
        findings.add(State.OK, "Model", "built in");

        assertThat(findings.state()).isEqualTo(State.FAIL);
        assertThat(text(false)).isEqualTo("""
                FAIL  Database                         Nothing listens.
                                                       Start it.
                warn  Disk                             Make room.
                2 checks passed, 2 problems found; 'doctor --all' shows all of them.""");
        assertThat(text(true).lines().map(line -> line.substring(0, 10)))
                .containsExactly("FAIL  Data", "          ", "warn  Disk", "ok    Java", "ok    Mode", "2 checks p");
    }

    @Test
    void ifAllIsWellOneLineSaysSo() {
        findings.add(State.OK, "Java", "17");

        assertThat(text(false)).isEqualTo("All is well: 1 check passed; 'doctor --all' shows all of them.");
        assertThat(findings.state()).isEqualTo(State.OK);
    }

    @Test
    void aFaultIsReportedOnceAndItsTextIsQuoted() {
        findings.add(State.FAIL, "Database", "no \u001b[31manswer");
        findings.add(State.WARN, "Health", "no \u001b[31manswer");

        assertThat(text(false)).containsOnlyOnce("no \\u001b[31manswer").doesNotContain("\u001b", "Health");
    }

    @Test
    void aProgramGetsAllOfThem() {
        findings.add(State.OK, "Java", "17");
        findings.add(State.WARN, "Disk", "Make room.");

        JsonNode json = Json.tree(findings.structured());

        assertThat(json.path("status").asText()).isEqualTo("warn");
        assertThat(json.path("findings")).hasSize(2);
        assertThat(json.path("findings").path(1).path("check").asText()).isEqualTo("Disk");
    }

    private String text(boolean complete) {
        return FindingsText.of(findings, complete, new Paint(Ansi.OFF));
    }
}
