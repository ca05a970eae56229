package dev.codebasemcp.database.index;

import static dev.codebasemcp.database.index.IndexDrafts.batch;
import static dev.codebasemcp.database.index.IndexDrafts.content;
import static dev.codebasemcp.database.index.IndexDrafts.file;
import static dev.codebasemcp.database.index.IndexDrafts.hash;
import static dev.codebasemcp.database.index.IndexDrafts.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

@OnOneJdk
class IndexStoreTest {
    @PostgresTest
    void whatIsWrittenIsRead(Databases databases, VectorFlavour flavour) {
        IndexStore store = store(databases);
        RepositoryId repository =
                store.repository(Machines.HERE, Path.of("/some/where")).id();

        Set<Long> released = store.write(batch(
                repository,
                List.of(content("alpha Beta", "beta gamma"), content("gamma 😀 delta")),
                List.of(file("a.java", hash("alpha Beta", "beta gamma")), file("b/c.java", hash("gamma 😀 delta"))),
                List.of()));

        assertThat(released).isEmpty();
        assertThat(texts(store))
                .containsExactlyInAnyOrder("a.java|alpha Beta", "a.java|beta gamma", "b/c.java|gamma 😀 delta");
        assertThat(postings(store))
                .containsEntry("beta", Set.of("alpha Beta", "beta gamma"))
                .containsEntry("gamma", Set.of("beta gamma", "gamma 😀 delta"))
                .containsEntry("😀", Set.of("gamma 😀 delta"));
        List<DefinitionRow> definitions = definitions(store, "beta", "gamma");
        assertThat(definitions)
                .singleElement()
                .satisfies(definition -> assertThat(definition.qualifiedName()).isEqualTo("In.Beta"));
        assertThat(nearest(store, flavour, "beta gamma")).isEqualTo("beta gamma");
        assertThat(store.contentHashes())
                .containsExactlyInAnyOrder(hash("alpha Beta", "beta gamma"), hash("gamma 😀 delta"));
    }

    @PostgresTest
    void aContentThatNoFileHoldsIsRemovedWithAllThatBelongsToIt(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        store.write(batch(
                repository,
                List.of(content("Old text"), content("kept")),
                List.of(file("a", hash("Old text")), file("b", hash("kept")), file("c", hash("kept"))),
                List.of()));

        Set<Long> released =
                store.write(batch(repository, List.of(content("new")), List.of(file("a", hash("new"))), List.of("b")));
        store.removeUnreferenced(released);

        assertThat(texts(store)).containsExactlyInAnyOrder("a|new", "c|kept");
        assertThat(store.contentHashes()).containsExactlyInAnyOrder(hash("new"), hash("kept"));
        assertThat(definitions(store, "old")).isEmpty();
        assertThat(store.unreferencedContents()).isEmpty();
    }

    @PostgresTest
    void aFailedFileKeepsItsContent(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        store.write(batch(repository, List.of(content("text")), List.of(file("a", hash("text"))), List.of()));

        KnownFile failed = KnownFile.failed("a", "unreadable");
        store.removeUnreferenced(store.write(batch(repository, List.of(), List.of(failed), List.of())));

        assertThat(texts(store)).containsExactly("a|text");
        List<KnownFile> known = store.read(snapshot -> {
            List<KnownFile> files = new ArrayList<>();
            snapshot.forEachKnown(repository, files::add);
            return files;
        });
        assertThat(known).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(FileState.FAILED);
            assertThat(file.content()).contains(hash("text"));
        });
    }

    @PostgresTest
    void aContentThatIsThereIsMadeAnew(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        IndexBatch batch = batch(repository, List.of(content("Same")), List.of(file("a", hash("Same"))), List.of());
        store.write(batch);

        store.write(batch);

        assertThat(texts(store)).containsExactly("a|Same");
        assertThat(definitions(store, "same")).hasSize(1);
    }

    @PostgresTest
    void aBatchWhoseContentIsMissingChangesNothing(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();

        assertThatThrownBy(() ->
                        store.write(batch(repository, List.of(), List.of(file("a", hash("missing"))), List.of("b"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(texts(store)).isEmpty();
        assertThat(store.<Long>read(IndexSnapshot::generation)).isZero();
    }

    @PostgresTest
    void aBatchThatIsStoppedAtAnyRowChangesNothing(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        store.write(batch(repository, List.of(content("Old")), List.of(file("a", hash("Old"))), List.of()));
        IndexBatch batch = batch(
                repository,
                List.of(content("New one", "New two")),
                List.of(file("a", hash("New one", "New two"))),
                List.of());
        long generation = store.<Long>read(IndexSnapshot::generation);
        Set<Set<String>> seen = new HashSet<>();

        int rows = 0;
        while (store.write(batch, stopAfter(rows)).isEmpty()) {
            seen.add(texts(store));
            assertThat(store.contentHashes()).containsExactly(hash("Old"));
            assertThat(store.<Long>read(IndexSnapshot::generation)).isEqualTo(generation);
            rows++;
        }

        assertThat(rows).as("contents, chunks, definitions, postings").isGreaterThan(5);
        assertThat(seen).containsExactly(Set.of("a|Old"));
        assertThat(texts(store)).containsExactlyInAnyOrder("a|New one", "a|New two");
    }

    /** As after a crash of the server, which may undo the last writes: here they are rolled back. */
    @PostgresTest
    void whatWasUndoneIsNotTakenForWhatIsWrittenAfterIt(Databases databases) {
        Database database = databases.create(DatabaseName.of("undone", ProjectId.random()));
        Set<Long> generations = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database.write(connection -> {
                        ids.add(IndexStateTable.reserveIds(connection, 3));
                        generations.add(new IndexSnapshot(connection, database.flavour()).generation());
                        throw new SQLException("undone");
                    }))
                    .hasRootCauseMessage("undone");
        }

        assertThat(generations).hasSize(10);
        assertThat(ids).hasSize(10);
    }

    @PostgresTest
    void tidyingThatIsStoppedLeavesAllAsItWas(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        for (int i = 0; i < 8; i++) {
            store.write(batch(
                    repository, List.of(content("word" + i)), List.of(file("f" + i, hash("word" + i))), List.of()));
        }

        store.tidy(stopAfter(3));

        assertThat(store.<List<SegmentHead>>read(IndexSnapshot::segments)).hasSize(8);
        store.tidy(() -> false);
        assertThat(store.<List<SegmentHead>>read(IndexSnapshot::segments)).hasSize(1);
    }

    private static BooleanSupplier stopAfter(int rows) {
        AtomicInteger left = new AtomicInteger(rows);
        return () -> left.getAndDecrement() <= 0;
    }

    @PostgresTest
    void mergingSegmentsChangesNoAnswer(Databases databases, VectorFlavour flavour) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            String one = "word" + random.nextInt(9) + " common only" + i;
            String two = "Word" + random.nextInt(9) + " common";
            store.write(batch(
                    repository,
                    List.of(content(one, two + " second" + i)),
                    List.of(file("f" + i % 15, hash(one, two + " second" + i))),
                    List.of()));
        }
        store.removeUnreferenced(store.unreferencedContents());
        Map<String, Set<String>> before = postings(store);
        Set<String> textsBefore = texts(store);

        store.tidy(() -> false);

        assertThat(store.<List<SegmentHead>>read(IndexSnapshot::segments)).hasSize(6);
        assertThat(postings(store)).isEqualTo(before);
        assertThat(texts(store)).isEqualTo(textsBefore).hasSize(30);
        String some = textsBefore.iterator().next();
        String text = some.substring(some.indexOf('|') + 1);
        assertThat(nearest(store, flavour, text)).isEqualTo(text);
    }

    private static List<DefinitionRow> definitions(IndexStore store, String... names) {
        return store.read(snapshot -> {
            List<DefinitionRow> found = new ArrayList<>();
            snapshot.forEachDefinition(Set.of(names), found::add);
            return found;
        });
    }

    @PostgresTest
    void onlyTheFirstRunOfAllLeavesAFingerprintIfItDoesNotEnd(Databases databases) {
        IndexStore store = store(databases);
        Path root = Path.of("/settings");
        RepositoryId repository = store.repository(Machines.HERE, root).id();

        store.beginRun(repository, "first");
        store.write(batch(repository, List.of(content("text")), List.of(file("a", hash("text"))), List.of()));
        assertThat(store.repository(Machines.HERE, root).fingerprint()).isEqualTo("first");

        store.beginRun(repository, "second");
        assertThat(store.repository(Machines.HERE, root).fingerprint()).isEmpty();
    }

    @PostgresTest
    void aRepositoryIsRegisteredOnceAndKnowsWhetherItsLastRunCompleted(Databases databases) {
        IndexStore store = store(databases);
        RepositoryRow first = store.repository(Machines.HERE, Path.of("/r"));
        assertThat(first.complete()).isFalse();

        store.completeRun(first.id(), "settings", Instant.parse("2026-05-06T07:08:09Z"));
        RepositoryRow completed = store.repository(Machines.HERE, Path.of("/r"));
        assertThat(completed)
                .isEqualTo(new RepositoryRow(
                        first.id(),
                        Optional.of(Machines.HERE),
                        Path.of("/r"),
                        Optional.empty(),
                        "settings",
                        true,
                        Optional.of(Instant.parse("2026-05-06T07:08:09Z"))));

        store.write(batch(first.id(), List.of(content("x y")), List.of(file("a", hash("x y"))), List.of()));
        assertThat(store.repository(Machines.HERE, Path.of("/r")).complete()).isFalse();
        assertThat(store.repositories()).singleElement().satisfies(summary -> {
            assertThat(summary.files()).isEqualTo(1);
            assertThat(summary.chunks()).isEqualTo(1);
        });
    }

    private static IndexStore store(Databases databases) {
        return new IndexStore(databases.create(DatabaseName.of("index store", ProjectId.random())));
    }

    /** Each chunk of each file as "path|text". */
    private static Set<String> texts(IndexStore store) {
        return store.read(snapshot -> {
            Set<String> texts = new TreeSet<>();
            Map<Long, String> chunks = chunks(snapshot);
            Map<Long, ContentRow> contents = new TreeMap<>();
            snapshot.forEachContent(content -> contents.put(content.id(), content));
            snapshot.forEachFile(file -> {
                ContentRow content = Objects.requireNonNull(contents.get(file.contentId()));
                for (int i = 0; i < content.chunkCount(); i++) {
                    texts.add(file.key().path() + "|" + chunks.get(content.firstChunkId() + i));
                }
            });
            return texts;
        });
    }

    private static Map<Long, String> chunks(IndexSnapshot snapshot) {
        List<Long> ids = new ArrayList<>();
        snapshot.forEachContent(content -> {
            for (int i = 0; i < content.chunkCount(); i++) {
                ids.add(content.firstChunkId() + i);
            }
        });
        Map<Long, String> chunks = new TreeMap<>();
        snapshot.chunks(ids).forEach(chunk -> chunks.put(chunk.id(), chunk.text()));
        return chunks;
    }

    /** For each word of a live chunk the texts of the chunks that its postings name. */
    static Map<String, Set<String>> postings(IndexStore store) {
        return store.read(snapshot -> {
            Map<Long, String> chunks = chunks(snapshot);
            Set<String> terms = new TreeSet<>();
            chunks.values()
                    .forEach(text ->
                            terms.addAll(List.of(text.toLowerCase(Locale.ROOT).split(" ", -1))));
            List<Long> ids = snapshot.segments().stream().map(SegmentHead::id).toList();
            Map<Long, SegmentRow> segments = new TreeMap<>();
            snapshot.segments(ids).forEach(segment -> segments.put(segment.id(), segment));
            Map<String, Set<String>> found = new TreeMap<>();
            for (PostingsRow row : snapshot.postings(ids, terms)) {
                long[] chunkIds =
                        Objects.requireNonNull(segments.get(row.segmentId())).chunkIds();
                PostingList.forEach(row.data(), (ordinal, frequencies) -> {
                    String text = chunks.get(chunkIds[ordinal]);
                    if (text != null) {
                        found.computeIfAbsent(row.term(), term -> new TreeSet<>())
                                .add(text);
                    }
                });
            }
            return found;
        });
    }

    private static String nearest(IndexStore store, VectorFlavour flavour, String text) {
        return store.read(snapshot -> {
            Map<Long, String> chunks = chunks(snapshot);
            if (flavour == VectorFlavour.PGVECTOR) {
                return chunks.get(
                        snapshot.nearest(vector(text), 1).keySet().iterator().next());
            }
            byte[] query = new byte[256];
            QuantizedVectors.quantize(vector(text), query, 0);
            List<Long> ids = snapshot.segments().stream().map(SegmentHead::id).toList();
            for (SegmentRow segment : snapshot.segments(ids)) {
                for (int i = 0; i < segment.chunkIds().length; i++) {
                    if (QuantizedVectors.dot(query, segment.vectors().orElseThrow(), i * 256) > 0
                            && chunks.containsKey(segment.chunkIds()[i])) {
                        return chunks.get(segment.chunkIds()[i]);
                    }
                }
            }
            return "nothing";
        });
    }
}
