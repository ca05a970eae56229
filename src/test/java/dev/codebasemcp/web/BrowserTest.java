package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that leads a browser to a link exists as long as a browser may need it. */
class BrowserTest {
    private static final URI LINK = URI.create("http://127.0.0.1:1/login?token=x");

    @TempDir
    private Path directory;

    @Test
    void aBrowserThatCannotBeStartedLeavesNoFile() {
        List<String> missing = List.of(directory.resolve("no-browser").toString());

        assertThat(Browser.open(directory, LINK, missing)).isEmpty();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeMadeIsNoFailure() {
        assertThat(Browser.open(directory.resolve("none"), LINK, List.of("sh"))).isEmpty();
    }
}
