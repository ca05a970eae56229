package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** What belongs to a project of the law of isolation, and how much there is of it. */
record KnownProject(
        String name, String marker, Path root, String id, String repository, String job, int chunks, Set<String> own) {
    private static final int FEWEST_FILES = 8;

    /** The same seed for all: the same files and code, but for the marker, and one file more each. */
    static KnownProject index(Path folder, int number, Random random, ServerSession server) {
        String name = String.format(Locale.ROOT, "law-%03d", number);
        StringBuilder marker = new StringBuilder("zq");
        for (int i = 0; i < 7; i++) {
            marker.append((char) ('a' + random.nextInt(26)));
        }
        Path root = GeneratedRepository.write(folder.resolve(name), FEWEST_FILES + number, 1, marker.toString());
        new SampleRepository(root).named(name);
        server.workIn(root);
        JsonNode job = server.index(root);
        JsonNode listed = server.listed(name);
        JsonNode repository = listed.path("repositories").path(0);
        assertThat(repository.path("files").asInt()).isEqualTo(FEWEST_FILES + number);
        Set<String> own = new HashSet<>(Set.of(
                name,
                marker.toString(),
                listed.path("id").asText(),
                listed.path("database_name").asText(),
                repository.path("repository_id").asText(),
                job.path("job_id").asText()));
        return new KnownProject(
                name,
                marker.toString(),
                root,
                listed.path("id").asText(),
                repository.path("repository_id").asText(),
                job.path("job_id").asText(),
                repository.path("chunks").asInt(),
                own);
    }
}
