package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.administration.RepositoryAdministration.Listed;
import dev.codebasemcp.administration.RepositoryAdministration.Place;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.HungPlace;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.project.ConfigSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configs set, and what is wrong with them, each with the file that says it. */
class ProjectSettingsTest {
    private final FileSystemCalls calls = new FileSystemCalls();
    private final ProjectSettings settings = new ProjectSettings(new ConfigSearch(AllowedRoots.ANY, calls));

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void makeRepositories() throws IOException {
        root = temporary.toRealPath();
        for (String name : List.of("one", "two", "three")) {
            Files.createDirectory(root.resolve(name));
        }
    }

    @Test
    void aBrokenConfigIsOneFaultForAllRepositoriesBelowIt() throws IOException {
        Path config = config(root, "{");

        assertThat(shown("one", "two", "three")).singleElement().satisfies(fault -> {
            assertThat(fault.get("name")).isEqualTo("fault");
            assertThat(fault.get("source")).isEqualTo(config.toString());
            assertThat(String.valueOf(fault.get("value"))).startsWith(config + ": the file is not valid JSON");
        });
    }

    @Test
    void eachBrokenConfigIsItsOwnFault() throws IOException {
        Path outer = config(root, "[]");
        Path inner = config(root.resolve("two"), "{\"project\": 7}");

        assertThat(shown("one", "two", "three"))
                .extracting(fault -> fault.get("source"))
                .containsExactly(outer.toString(), inner.toString());
    }

    @Test
    void whereNoFileIsKnownNoneIsNamed() {
        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, root.resolve("one"));

            assertThat(shown("one")).singleElement().satisfies(fault -> {
                assertThat(fault).containsOnlyKeys("name", "value").containsEntry("name", "fault");
                assertThat(String.valueOf(fault.get("value")))
                        .contains(root.resolve("one").toString())
                        .doesNotContain("set_working_directory");
            });
        }
    }

    @Test
    void switchesHaveTheirDefaultsOrTheFileThatSetsThem() throws IOException {
        Path config = config(
                root.resolve("two"),
                "{\"project\": {\"name\": \"shop\"}, \"auto_switch\": false, \"submodules\": true}");

        assertThat(shown("one", "two"))
                .extracting(one -> one.get("name") + " " + one.get("value") + " " + one.get("source"))
                .containsExactly(
                        "auto_switch true default",
                        "strict_mode false default",
                        "dry_run false default",
                        "submodules false default",
                        "project shop " + config,
                        "auto_switch false " + config,
                        "strict_mode false default",
                        "dry_run false default",
                        "submodules true " + config);
    }

    private static Path config(Path directory, String text) throws IOException {
        Path file = ConfigSearch.fileIn(directory);
        Files.createDirectories(directory.resolve(".codebase-mcp"));
        return Files.writeString(file, text);
    }

    private List<Map<String, Object>> shown(String... repositories) {
        return settings.of(Arrays.stream(repositories)
                .map(name -> new Listed(
                        new RepositorySummary(
                                RepositoryId.random(),
                                Optional.of(Machines.HERE),
                                root.resolve(name),
                                0,
                                0,
                                Optional.empty()),
                        Place.HERE))
                .toList());
    }
}
