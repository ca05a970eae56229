package dev.codebasemcp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermTest {
    @Test
    void aSentenceHasTheWordsOfWhoReadsIt() {
        String sentence =
                "Give " + Term.of("project_id") + ", or " + Term.of("scope \"project\"") + " for 'project_id'.";

        assertThat(Term.plain(sentence)).isEqualTo("Give project_id, or scope \"project\" for 'project_id'.");
        assertThat(Term.worded(sentence, name -> name.toUpperCase(Locale.ROOT)))
                .isEqualTo("Give PROJECT_ID, or SCOPE \"PROJECT\" for 'project_id'.");
    }

    @Test
    void whatAUserWroteStaysAsItIs() {
        String path = "/tmp/repo_path/$1/\\0";
        RejectedException failure = new RejectedException(Term.of("repo_path") + ": " + path);

        assertThat(failure).hasMessage("repo_path: " + path);
        assertThat(failure.worded(Map.of("repo_path", "$PATH")::get)).isEqualTo("$PATH: " + path);
        assertThat(Term.plain("\uFDD0\uFDD1 \uFDD0.\uFDD1 \uFDD0")).isEqualTo("\uFDD0\uFDD1 \uFDD0.\uFDD1 \uFDD0");
        assertThat(Term.plain(Term.of("--path") + Term.of("DIR"))).isEqualTo("--pathDIR");
    }
}
