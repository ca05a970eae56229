package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Properties of rankings of any candidates; the repetition number is the seed. */
class RankerPropertiesTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();
    private static final List<String> QUERIES = List.of(
            "openPool", "how does the Pool open a connection", "pool tests", "read_config of src/config.py", "x");
    private static final List<String> PATHS = List.of(
            "src/pool.ts",
            "src/net/open_pool.py",
            "test/pool_test.go",
            "docs/pool.md",
            "examples/pool/main.rs",
            "src/pool/mod.rs",
            "types/pool.d.ts",
            "pool/__init__.py",
            "config.json",
            "a/b/c/Connection.java");

    @RepeatedTest(50)
    void returnsEachFileOnceWithOneOfItsChunks(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<Candidate> candidates = candidates(random);

        List<Ranked> ranked = Ranker.rank(query(random), candidates, CorpusFacts.ORDINARY);

        assertThat(ranked).extracting(result -> result.candidate().file()).doesNotHaveDuplicates();
        assertThat(ranked.stream().map(result -> result.candidate().file()).collect(Collectors.toSet()))
                .isEqualTo(candidates.stream().map(Candidate::file).collect(Collectors.toSet()));
        assertThat(candidates)
                .containsAll(ranked.stream().map(Ranked::candidate).toList());
    }

    @RepeatedTest(50)
    void isInOrderAndExplained(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());

        List<Ranked> ranked = Ranker.rank(query(random), candidates(random), CorpusFacts.ORDINARY);

        assertThat(ranked).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        for (Ranked result : ranked) {
            assertThat(result.score()).isNotNegative().isFinite();
            assertThat(result.explanation().score()).isCloseTo(result.score(), within(1e-9));
            assertThat(result.explanation().why()).doesNotContain("\n").hasSizeLessThan(200);
        }
    }

    @RepeatedTest(50)
    void doesNotDependOnTheOrderOfTheCandidates(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        AnalysedQuery query = query(random);
        List<Candidate> candidates = candidates(random);
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, random);

        assertThat(Ranker.rank(query, shuffled, CorpusFacts.ORDINARY))
                .isEqualTo(Ranker.rank(query, candidates, CorpusFacts.ORDINARY));
    }

    @RepeatedTest(50)
    void moreOfASignalNeverLowersTheRank(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        AnalysedQuery query = query(random);
        List<Candidate> candidates = candidates(random);
        int chosen = random.nextInt(candidates.size());
        // Within the overall maximum: beyond it, the scale of the others changes too.
        float lexical = (float)
                candidates.stream().mapToDouble(Candidate::lexical).max().orElseThrow();
        float cosine =
                (float) candidates.stream().mapToDouble(Candidate::cosine).max().orElseThrow();
        List<UnaryOperator<Candidate>> raises = List.of(
                candidate -> copy(candidate, lexical, candidate.cosine(), candidate.definitions(), candidate.named()),
                candidate -> copy(candidate, candidate.lexical(), cosine, candidate.definitions(), candidate.named()),
                candidate -> copy(
                        candidate,
                        candidate.lexical(),
                        candidate.cosine(),
                        candidate.definitions(),
                        Optional.of(new NamedPath(0, 1, true, Optional.of(7)))),
                RankerPropertiesTest::withDefinition);

        int before = rankOf(candidates.get(chosen).file(), query, candidates);
        for (UnaryOperator<Candidate> raise : raises) {
            List<Candidate> raised = new ArrayList<>(candidates);
            raised.set(chosen, raise.apply(candidates.get(chosen)));
            assertThat(rankOf(candidates.get(chosen).file(), query, raised)).isLessThanOrEqualTo(before);
        }
    }

    private static Candidate withDefinition(Candidate candidate) {
        List<DefinitionHit> more = new ArrayList<>(candidate.definitions());
        more.add(new DefinitionHit("openPool", DefinitionKind.CLASS));
        return copy(candidate, candidate.lexical(), candidate.cosine(), more, candidate.named());
    }

    private static Candidate copy(
            Candidate of, float lexical, float cosine, List<DefinitionHit> definitions, Optional<NamedPath> named) {
        return new Candidate(of.chunkId(), of.file(), lexical, of.wholeFile(), cosine, definitions, of.quoted(), named);
    }

    private static int rankOf(FileRef file, AnalysedQuery query, List<Candidate> candidates) {
        return Ranker.rank(query, candidates, CorpusFacts.ORDINARY).stream()
                .map(candidate -> candidate.candidate().file())
                .toList()
                .indexOf(file);
    }

    private static AnalysedQuery query(Random random) {
        return QueryAnalyser.analyse(QUERIES.get(random.nextInt(QUERIES.size())));
    }

    private static List<Candidate> candidates(Random random) {
        List<FileRef> files = IntStream.range(0, PATHS.size())
                .mapToObj(i -> FileRef.of(new FileKey(REPOSITORY, PATHS.get(i)), "text"))
                .toList();
        return IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(i -> new Candidate(
                        i,
                        files.get(random.nextInt(files.size())),
                        random.nextBoolean() ? random.nextFloat() * 20 : 0,
                        random.nextFloat() * 20,
                        random.nextBoolean() ? random.nextFloat() * 0.9f : 0,
                        random.nextInt(4) > 0 ? List.of() : List.of(hit(random)),
                        random.nextInt(9) == 0,
                        Optional.empty()))
                .toList();
    }

    private static DefinitionHit hit(Random random) {
        DefinitionKind[] kinds = DefinitionKind.values();
        String name = random.nextBoolean() ? "openPool" : "Pool";
        return new DefinitionHit(name, kinds[random.nextInt(kinds.length)]);
    }
}
