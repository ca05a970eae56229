package dev.codebasemcp.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MergedRankingTest {
    @Test
    void scoresCountWithTheWeightOfTheirIndex() {
        List<MergedRanking.Entry> merged = MergedRanking.of(List.of(ranking(0.5, 4, 3, 1), ranking(1, 1.8, 0.6)), 10);

        assertThat(merged).extracting(MergedRanking.Entry::ranking).containsExactly(0, 1, 0, 1, 0);
        assertThat(merged).extracting(entry -> entry.result().score()).containsExactly(2.0, 1.8, 1.5, 0.6, 0.5);
    }

    @Test
    void equalResultsKeepTheOrderOfTheRankings() {
        assertThat(MergedRanking.of(List.of(ranking(1, 2, 1), ranking(2, 1), ranking(1, 2)), 3))
                .extracting(MergedRanking.Entry::ranking)
                .containsExactly(0, 1, 2);
    }

    @Test
    void nothingMergesToNothing() {
        assertThat(MergedRanking.of(List.of(), 5)).isEmpty();
        assertThat(MergedRanking.of(List.of(ranking(1), ranking(1, 3)), 5)).hasSize(1);
    }

    @Test
    void aFileOfSeveralIndexesIsTakenFromTheBest() {
        Optional<MachineId> here = Optional.of(MachineId.random());
        RepositoryRow shop = repository(here, "/src/shop");
        RepositoryRow all = repository(here, "/src");
        RepositoryRow elsewhere = repository(Optional.of(MachineId.random()), "/src/shop");

        List<MergedRanking.Entry> merged = MergedRanking.of(
                List.of(
                        ranking(1, all, List.of("shop/a.py", "other/a.py", "shop/b.py")),
                        ranking(2, shop, List.of("a.py", "a.py", "c.py")),
                        ranking(0.1, elsewhere, List.of("a.py"))),
                10);

        assertThat(merged)
                .extracting(entry -> entry.ranking() + " " + entry.result().filePath())
                .containsExactly("1 a.py", "1 a.py", "1 c.py", "0 other/a.py", "0 shop/b.py", "2 a.py");
    }

    private static RepositoryRow repository(Optional<MachineId> machine, String root) {
        return new RepositoryRow(
                RepositoryId.random(), machine, Path.of(root), Optional.empty(), "", true, Optional.empty());
    }

    private static WeighedResponse ranking(double weight, RepositoryRow repository, List<String> paths) {
        List<SearchResult> results = paths.stream()
                .map(path -> new SearchResult(
                        1,
                        repository.id(),
                        path,
                        new LineRange(1, 1),
                        "python",
                        Optional.empty(),
                        "a",
                        1,
                        "",
                        SearchResult.Variants.NONE))
                .toList();
        return new WeighedResponse(
                new SearchResponse(results, results.size(), 0, Optional.empty(), 0, Optional.empty(), List.of()),
                weight,
                List.of(repository));
    }

    private static WeighedResponse ranking(double weight, double... scores) {
        List<SearchResult> results =
                DoubleStream.of(scores).mapToObj(MergedRankingTest::result).toList();
        return new WeighedResponse(
                new SearchResponse(results, results.size(), 0, Optional.empty(), 0, Optional.empty(), List.of()),
                weight,
                List.of());
    }

    private static SearchResult result(double score) {
        return new SearchResult(
                1,
                RepositoryId.random(),
                "a.py",
                new LineRange(1, 1),
                "python",
                Optional.empty(),
                "a",
                score,
                "",
                SearchResult.Variants.NONE);
    }
}
