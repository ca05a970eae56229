package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.HungPlace;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ConfigSearchTest {
    private final FileSystemCalls calls = new FileSystemCalls();
    private final ConfigSearch search = new ConfigSearch(AllowedRoots.ANY, calls);

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void resolveRoot() throws IOException {
        root = temporary.toRealPath();
    }

    @Test
    void theNearestConfigCounts() throws IOException {
        config(root, "outer");
        config(root.resolve("a/b"), "inner");
        Path below = Files.createDirectories(root.resolve("a/b/c"));
        assertThat(search.nearest(below).orElseThrow().name()).isEqualTo("inner");
        assertThat(search.nearest(root.resolve("a/b")).orElseThrow().name()).isEqualTo("inner");
        assertThat(search.nearest(root.resolve("a")).orElseThrow().name()).isEqualTo("outer");
    }

    @Test
    void aDirectoryWhoseFileSystemDoesNotAnswerIsAnErrorNotADirectoryWithoutConfig() {
        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, root);
            assertThatThrownBy(() -> search.nearest(root))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("set_working_directory")
                    .hasMessageContaining(root.toString());
        }
    }

    @Test
    void twentyDirectoriesAreLookedInto() throws IOException {
        config(root, "top");
        Path nineteenBelow = root.resolve("d/".repeat(ConfigSearch.LEVELS - 1));
        Files.createDirectories(nineteenBelow.resolve("d"));
        assertThat(search.nearest(nineteenBelow)).isPresent();
        assertThat(search.nearest(nineteenBelow.resolve("d"))).isEmpty();
    }

    @Test
    void linksAreResolvedBeforeTheSearch() throws IOException {
        config(root.resolve("real"), "real");
        Files.createDirectories(root.resolve("real/sub"));
        config(root.resolve("other"), "other");
        Path link = Files.createSymbolicLink(root.resolve("other/link"), root.resolve("real/sub"));
        assertThat(search.nearest(link).orElseThrow().name()).isEqualTo("real");
    }

    @Test
    void aLinkedConfigIsForTheDirectoryThatHoldsTheLink() throws IOException {
        Path target = Files.writeString(root.resolve("shared.json"), "{\"project\":{\"name\":\"shared\"}}");
        Path folder = Files.createDirectories(root.resolve("p/.codebase-mcp"));
        Files.createSymbolicLink(folder.resolve("config.json"), target);
        assertThat(search.nearest(root.resolve("p")).orElseThrow().directory()).isEqualTo(root.resolve("p"));
    }

    @Test
    void nothingIsLookedAtOutsideTheAllowedRoots() throws IOException {
        config(root, "outside");
        Path allowed = Files.createDirectories(root.resolve("allowed"));
        Path below = Files.createDirectories(allowed.resolve("a/b"));
        ConfigSearch bounded = new ConfigSearch(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

        assertThat(search.nearest(below)).as("without bounds").isPresent();
        assertThat(bounded.nearest(below)).isEmpty();
        assertThat(bounded.nearest(root)).isEmpty();

        config(allowed, "inside");
        assertThat(bounded.nearest(below).orElseThrow().name()).isEqualTo("inside");
    }

    @Test
    void aLinkOutOfTheAllowedRootsIsNoConfig() throws IOException {
        Path target = Files.writeString(root.resolve("shared.json"), "{\"project\":{\"name\":\"shared\"}}");
        Path allowed = root.resolve("allowed");
        Path folder = Files.createDirectories(allowed.resolve(".codebase-mcp"));
        Files.createSymbolicLink(folder.resolve("config.json"), target);
        ConfigSearch bounded = new ConfigSearch(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

        assertThatThrownBy(() -> bounded.nearest(allowed))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("leads outside the allowed directories")
                .hasMessageNotContaining("shared");
    }

    @Test
    void anInvalidConfigIsNotPassedOver() throws IOException {
        config(root, "outer");
        Path folder = Files.createDirectories(root.resolve("a/.codebase-mcp"));
        Files.writeString(folder.resolve("config.json"), "{");
        assertThatThrownBy(() -> search.nearest(root.resolve("a")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void whatIsNotAFileIsAFault() throws IOException {
        Files.createDirectories(root.resolve("a/.codebase-mcp/config.json"));
        assertThatThrownBy(() -> search.nearest(root.resolve("a")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("not a regular file");
    }

    /** Runs on its own thread: opening a FIFO blocks until a writer appears and ignores interrupts. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFifoIsAFaultAndHoldsNobodyUp() throws Exception {
        Path fifo = fifo(root.resolve("a"));
        Path folder = Files.createDirectories(root.resolve("b/.codebase-mcp"));
        Path link = Files.createSymbolicLink(folder.resolve("config.json"), fifo);

        for (Path file : new Path[] {fifo, link}) {
            assertThatThrownBy(() -> search.nearest(file.resolve("../..").normalize()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessage(file + ": the config is not a regular file; replace or remove it.");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFifoThatTookTheConfigsPlaceAfterTheLookIsAFaultToo() throws Exception {
        config(root, "one");
        ProjectConfig seen = search.nearest(root).orElseThrow();
        Files.delete(seen.file());
        fifo(root);

        assertThatThrownBy(() -> ProjectConfigFile.read(seen.file()))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(seen.file() + ": the config cannot be read")
                .hasMessageContaining("no longer a regular file");
        assertThatThrownBy(() -> ConfigWriteBack.write(seen, ProjectId.random()))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(seen.file() + ": the config cannot be read");
    }

    @Test
    void aDanglingLinkIsAFault() throws IOException {
        Path folder = Files.createDirectories(root.resolve("a/.codebase-mcp"));
        Files.createSymbolicLink(folder.resolve("config.json"), root.resolve("nowhere"));
        assertThatThrownBy(() -> search.nearest(root.resolve("a")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("symbolic link to nothing");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNoConfig() throws IOException {
        config(root, "outer");
        Files.createDirectories(root.resolve("a"));
        Files.writeString(root.resolve("a/.codebase-mcp"), "");
        assertThat(search.nearest(root.resolve("a")).orElseThrow().name()).isEqualTo("outer");
    }

    @Test
    void anEditTakesEffectAtOnce() throws IOException {
        config(root, "one");
        assertThat(search.nearest(root).orElseThrow().name()).isEqualTo("one");
        config(root, "two");
        assertThat(search.nearest(root).orElseThrow().name()).isEqualTo("two");
    }

    @Test
    void aVanishedDirectoryIsAFault() {
        assertThatThrownBy(() -> search.nearest(root.resolve("gone")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("gone")
                .hasMessageContaining("set_working_directory");
    }

    private static Path fifo(Path directory) throws IOException, InterruptedException {
        Path file = Files.createDirectories(directory.resolve(".codebase-mcp")).resolve("config.json");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        return file;
    }

    private static void config(Path directory, String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".codebase-mcp"));
        Files.writeString(folder.resolve("config.json"), "{\"project\":{\"name\":\"" + name + "\"}}");
    }
}
