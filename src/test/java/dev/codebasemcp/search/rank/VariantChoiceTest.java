package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.QueryAnalyser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VariantChoiceTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();
    private static final FileOrder ORDER = new FileOrder(List.of(REPOSITORY));

    private long chunks;

    @Test
    void theBestVariantStandsForTheOthers() {
        List<Ranked> ranked =
                rank("open a file", chunk("src/win/fs.c", 9), chunk("src/other.c", 5), chunk("src/unix/fs.c", 8));

        assertThat(paths(ranked)).containsExactly("src/win/fs.c", "src/other.c");
        assertThat(variants(ranked.get(0))).containsExactly("src/unix/fs.c");
        assertThat(ranked.get(1).variants()).isEqualTo(OtherVariants.NONE);
    }

    @Test
    void theVariantOfTheAskedPlatformIsShown() {
        for (String query : List.of("open a file on windows", "win32 open a file", "Windows: open a file")) {
            List<Ranked> ranked = rank(query, chunk("a_linux.go", 9), chunk("b.go", 7), chunk("a_windows.go", 1));

            assertThat(paths(ranked)).as(query).containsExactly("a_windows.go", "b.go");
            assertThat(ranked.get(0).explanation().score())
                    .isEqualTo(ranked.get(0).score());
            assertThat(ranked).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        }
    }

    @Test
    void aPlatformIsNextBestServedByWhatItIsAKindOf() {
        assertThat(paths(rank("open on linux", chunk("src/win/fs.c", 9), chunk("src/unix/fs.c", 1))))
                .containsExactly("src/unix/fs.c");
        assertThat(paths(rank("open on unix", chunk("a_windows.go", 9), chunk("a_linux.go", 1))))
                .containsExactly("a_linux.go");
        assertThat(paths(rank("open on android", chunk("a_unix.go", 9), chunk("a_linux.go", 1))))
                .containsExactly("a_linux.go");
    }

    @Test
    void eachAskedPlatformIsShown() {
        List<Ranked> ranked = rank(
                "how do windows and linux differ",
                chunk("a_linux.go", 9),
                chunk("a_windows.go", 8),
                chunk("a_darwin.go", 7));

        assertThat(paths(ranked)).containsExactly("a_linux.go", "a_windows.go");
        assertThat(variants(ranked.get(0))).containsExactly("a_darwin.go");
    }

    @Test
    void aNameThatOnlyOneVariantDefinesIsShown() {
        List<Ranked> prose = rank(
                "how does `uv__fs_copy` work on windows",
                chunk("src/unix/fs.c", 9, "uv__fs_copy"),
                chunk("src/win/fs.c", 3, "uv_fs_open"));

        assertThat(paths(prose)).containsExactlyInAnyOrder("src/unix/fs.c", "src/win/fs.c");
        List<Ranked> alone = rank("uv__fs_copy", chunk("src/unix/fs.c", 1, "uv__fs_copy"), chunk("src/win/fs.c", 9));
        assertThat(paths(alone)).containsExactly("src/unix/fs.c");
    }

    @Test
    void aNameThatAllVariantsDefineIsShownOnceAndNamedWithItsPlaces() {
        Candidate other = chunk("src/win/fs.c", 4, "uv_fs_open");

        List<Ranked> ranked = rank("uv_fs_open", chunk("src/unix/fs.c", 5, "uv_fs_open"), other);

        assertThat(paths(ranked)).containsExactly("src/unix/fs.c");
        assertThat(ranked.get(0).variants().first())
                .containsExactly(new OtherVariants.Variant(other.file(), Optional.of(other)));
    }

    @Test
    void aNamedPathIsShown() {
        List<Ranked> ranked = rank("src/win/fs.c", chunk("src/unix/fs.c", 9), named(chunk("src/win/fs.c", 1), 0));
        assertThat(paths(ranked)).containsExactly("src/win/fs.c");

        List<Ranked> both = rank(
                "src/win/fs.c src/unix/fs.c", named(chunk("src/unix/fs.c", 9), 1), named(chunk("src/win/fs.c", 1), 0));
        assertThat(paths(both)).containsExactlyInAnyOrder("src/win/fs.c", "src/unix/fs.c");
    }

    /** {@code linux.c} and {@code kqueue.c} each do much; only what both define is the same thing. */
    @Test
    void filesWithoutANameOfTheirOwnAreVariantsOnlyOfOneDefinition() {
        assertThat(paths(rank("read memory info", chunk("src/unix/linux.c", 9), chunk("src/unix/aix.c", 8))))
                .hasSize(2);
        List<Ranked> ranked = rank(
                "uv_cpu_info", chunk("src/unix/linux.c", 9, "uv_cpu_info"), chunk("src/unix/aix.c", 8, "uv_cpu_info"));
        assertThat(paths(ranked)).containsExactly("src/unix/linux.c");
        assertThat(variants(ranked.get(0))).containsExactly("src/unix/aix.c");
    }

    @Test
    void similarFilesAreNoVariants() {
        assertThat(paths(rank("open", chunk("os.go", 9), chunk("os_linux.go", 8))))
                .hasSize(2);
        assertThat(paths(rank("open", chunk("os_arm.go", 9), chunk("os_linux.go", 8))))
                .hasSize(2);
        assertThat(paths(rank("open", chunk("src/unix/poll.c", 9), chunk("src/unix/posix-poll.c", 8))))
                .hasSize(2);
        assertThat(paths(rank("open", chunk("src/unix/a.c", 9), chunk("lib/win/a.c", 8))))
                .hasSize(2);
    }

    @Test
    void aFileForAllOtherPlatformsIsAVariant() {
        List<Ranked> ranked =
                rank("press", chunk("ui/Button.tsx", 9), chunk("ui/Button.ios.tsx", 8), chunk("ui/Button.css", 7));

        assertThat(paths(ranked)).containsExactly("ui/Button.tsx", "ui/Button.css");
        assertThat(variants(ranked.get(0))).containsExactly("ui/Button.ios.tsx");
    }

    @Test
    void theNewestVersionStandsForOldOnesUnlessTheyAreAskedFor() {
        Candidate[] both = {chunk("src/v3/parse.ts", 9), chunk("src/v4/parse.ts", 9), chunk("src/v3/gone.ts", 5)};

        List<Ranked> ranked = rank("parse a date", both);

        assertThat(paths(ranked)).containsExactly("src/v4/parse.ts", "src/v3/gone.ts");
        assertThat(variants(ranked.get(0))).containsExactly("src/v3/parse.ts");
        assertThat(paths(rank("parse a date in the old version", both))).hasSize(3);
    }

    @Test
    void indexedVariantsThatDoNotMatchAreNamedLastAndAllAreCounted() {
        List<FileRef> indexed = Stream.of(
                        "linux", "windows", "darwin", "freebsd", "netbsd", "openbsd", "solaris", "aix")
                .map(platform -> file("a_" + platform + ".go"))
                .toList();
        CorpusFacts facts = CorpusFacts.of(indexed, ORDER);
        List<Candidate> found = List.of(chunk("a_windows.go", 9), chunk("a_solaris.go", 8));

        List<Ranked> ranked = Ranker.rank(QueryAnalyser.analyse("open"), found, facts);

        assertThat(paths(ranked)).containsExactly("a_windows.go");
        assertThat(variants(ranked.get(0)))
                .containsExactly("a_solaris.go", "a_aix.go", "a_darwin.go", "a_freebsd.go", "a_linux.go");
        assertThat(ranked.get(0).variants().count()).isEqualTo(7);
    }

    @Test
    void theRuleCanBeLeftOut() {
        List<Candidate> found = List.of(chunk("a_windows.go", 9), chunk("a_linux.go", 8));
        CorpusFacts facts = CorpusFacts.of(found.stream().map(Candidate::file).toList(), ORDER);

        assertThat(Ranker.rank(QueryAnalyser.analyse("open"), found, facts, Weights.CHOSEN, Set.of(Signal.VARIANT)))
                .hasSize(2);
    }

    /** Each file is shown, or named with the one that stands for it, once; in any order of the candidates. */
    @RepeatedTest(100)
    void nothingIsLost(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<String> platforms = List.of("unix", "win", "linux", "arm64", "web");
        List<String> shapes = List.of(
                "src/%s/fs.c",
                "src/%s/%s.c", "os_%s.go", "B.%s.tsx", "B.tsx", "v1/os_%s.go", "v2/os_%s.go", "x.c", "%s/mod.rs");
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            String platform = platforms.get(random.nextInt(platforms.size()));
            all.add(String.format(Locale.ROOT, shapes.get(random.nextInt(shapes.size())), platform, platform));
        }
        List<Candidate> found = new ArrayList<>(all.stream()
                .sorted()
                .map(path -> chunk(
                        path,
                        random.nextInt(9),
                        Stream.of("open", "Close")
                                .filter(name -> random.nextBoolean())
                                .toArray(String[]::new)))
                .toList());
        String query = List.of("open", "open on linux", "`Close` for web", "windows unix old version", "os_win.go")
                .get(random.nextInt(5));

        List<Ranked> ranked = rank(query, found.toArray(Candidate[]::new));

        List<String> told = new ArrayList<>(paths(ranked));
        int counted = ranked.size();
        for (Ranked result : ranked) {
            told.addAll(variants(result));
            counted += result.variants().count();
            assertThat(result.variants().first()).hasSizeLessThanOrEqualTo(OtherVariants.NAMED);
        }
        assertThat(told).doesNotHaveDuplicates();
        assertThat(counted).isEqualTo(all.size());
        assertThat(ranked).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        Collections.shuffle(found, random);
        assertThat(rank(query, found.toArray(Candidate[]::new))).isEqualTo(ranked);
    }

    /** With quadratic time, hundreds of millions of lookups; the timeout catches that. */
    @Test
    @Timeout(60)
    void aHostileRepositoryTakesLinearTime() {
        List<FileRef> indexed = IntStream.range(0, 20_000)
                .mapToObj(number -> file(hostile(number) + "linux.c"))
                .toList();
        CorpusFacts facts = CorpusFacts.of(indexed, ORDER);
        List<Candidate> found = indexed.stream()
                .limit(10_000)
                .map(file -> candidate(file, 1, "open"))
                .toList();

        List<Ranked> ranked = Ranker.rank(QueryAnalyser.analyse("open"), found, facts);

        assertThat(ranked)
                .singleElement()
                .satisfies(result -> assertThat(result.variants().count()).isEqualTo(9_999));
    }

    /** Directories of platforms, as many as there are binary digits. */
    private static String hostile(int number) {
        StringBuilder path = new StringBuilder();
        for (int rest = number + 1; rest > 0; rest /= 2) {
            path.append(rest % 2 == 0 ? "unix/" : "linux/");
        }
        return path.toString();
    }

    private static List<Ranked> rank(String query, Candidate... candidates) {
        List<Candidate> found = List.of(candidates);
        return Ranker.rank(
                QueryAnalyser.analyse(query),
                found,
                CorpusFacts.of(found.stream().map(Candidate::file).distinct().toList(), ORDER));
    }

    private static FileRef file(String path) {
        return FileRef.of(new FileKey(REPOSITORY, path), "c");
    }

    private Candidate chunk(String path, double text, String... definitions) {
        return candidate(file(path), text, definitions);
    }

    private Candidate candidate(FileRef file, double text, String... definitions) {
        return new Candidate(
                ++chunks,
                file,
                (float) text,
                0,
                0,
                Stream.of(definitions)
                        .map(name -> new DefinitionHit(name, DefinitionKind.FUNCTION))
                        .toList(),
                false,
                Optional.empty());
    }

    private static Candidate named(Candidate chunk, int position) {
        return new Candidate(
                chunk.chunkId(),
                chunk.file(),
                chunk.lexical(),
                0,
                0,
                chunk.definitions(),
                false,
                Optional.of(new NamedPath(position, 1, true, Optional.empty())));
    }

    private static List<String> paths(List<Ranked> ranked) {
        return ranked.stream().map(result -> result.candidate().file().path()).toList();
    }

    private static List<String> variants(Ranked ranked) {
        return ranked.variants().first().stream()
                .map(variant -> variant.file().path())
                .toList();
    }
}
