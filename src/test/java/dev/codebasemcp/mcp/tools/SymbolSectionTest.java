package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.mcp.tools.SymbolSection.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SymbolSectionTest {
    private static final int FENCES = 10;

    @RepeatedTest(20)
    void showsNeverMoreThanTheRoomAndTheFirstPartNeverLessInALargerOne(RepetitionInfo repetition) {
        List<SymbolSection> sections = sections(new Random(repetition.getCurrentRepetition()));
        int all = sections.stream().mapToInt(SymbolSectionTest::cost).sum();
        int before = 0;
        for (int room = 0; room <= all; room += 3) {
            List<Shown> shown = SymbolSection.within(sections, room);

            assertThat(shown).extracting(Shown::section).isEqualTo(sections);
            assertThat(shown.stream().mapToInt(SymbolSectionTest::cost).sum()).isLessThanOrEqualTo(room);
            assertThat(shown)
                    .allMatch(one -> one.lines()
                            .equals(one.section().lines().subList(0, one.lines().size())));
            assertThat(shown.get(0).lines()).hasSizeGreaterThanOrEqualTo(before);
            before = shown.get(0).lines().size();
        }
        assertThat(SymbolSection.within(sections, all))
                .allMatch(one -> one.note().isEmpty());
    }

    @Test
    void eachPartLeavesHalfToLaterOnesAndMoreIfTheyNeedLess() {
        SymbolSection first = list("a".repeat(9), 20, 0);
        SymbolSection second = list("b".repeat(9), 20, 0);

        List<Shown> equal = SymbolSection.within(List.of(first, second), 100);
        assertThat(equal.get(0).lines()).hasSize(4);
        assertThat(equal.get(1).lines()).hasSize(4);

        List<Shown> unequal = SymbolSection.within(List.of(first, list("c".repeat(9), 1, 0)), 100);
        assertThat(unequal.get(0).lines()).hasSize(7);
        assertThat(unequal.get(1).lines()).hasSize(1);
    }

    @Test
    void manyOverloadsLeaveRoomForTheFirstCallers() {
        List<SymbolSection> sections = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            List<Line> lines = IntStream.range(0, 30)
                    .mapToObj(n -> heading("x".repeat(79)))
                    .toList();
            sections.add(new SymbolSection("definitions", "t".repeat(60), true, lines, i == 0 ? 0 : 2, n -> "cut"));
        }
        sections.add(list("outline", 20, 0));
        sections.add(new SymbolSection(
                "callers",
                "Used:",
                false,
                IntStream.range(0, 700)
                        .mapToObj(i -> i % 2 == 0 ? heading("h".repeat(80)) : line("l".repeat(60)))
                        .toList(),
                0,
                n -> "cut"));
        sections.add(list("calls", 20, 0));

        List<Shown> shown = SymbolSection.within(sections, 900);

        assertThat(shown.get(0).lines()).isNotEmpty();
        assertThat(shown.get(12).lines()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(shown.stream().mapToInt(SymbolSectionTest::cost).sum()).isGreaterThan(600);
        assertThat(SymbolSection.within(sections, 12_000).subList(0, 11))
                .allMatch(one -> one.lines().size() >= 2);
    }

    @Test
    void aPartWithAHeadShowsItOrAll() {
        SymbolSection section = list("t".repeat(9), 10, 2);

        assertThat(SymbolSection.within(List.of(section), 110).get(0).lines()).hasSize(10);
        assertThat(SymbolSection.within(List.of(section), 109).get(0).lines()).hasSize(2);
        assertThat(SymbolSection.within(List.of(section), 25).get(0).lines()).hasSize(1);
        assertThat(SymbolSection.within(List.of(section), 10).get(0).lines()).isEmpty();
    }

    @Test
    void aHeadingStandsOnlyAboveLines() {
        SymbolSection section = new SymbolSection(
                "callers",
                "title",
                false,
                List.of(heading("h1"), line("l1"), heading("h2"), line("l2")),
                0,
                n -> "cut " + n);
        int title = "title".length() + 1;

        assertThat(texts(section, title + 12)).containsExactly("h1", "l1", "h2", "l2");
        assertThat(texts(section, title + 11)).containsExactly("h1", "l1");
        assertThat(texts(section, title + 5)).isEmpty();
        assertThat(SymbolSection.within(List.of(section), title + 9).get(0).note())
                .contains("cut 2");
    }

    private static List<String> texts(SymbolSection section, int room) {
        return SymbolSection.within(List.of(section), room).get(0).lines().stream()
                .map(Line::text)
                .toList();
    }

    private static List<SymbolSection> sections(Random random) {
        List<SymbolSection> sections = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            boolean isCode = random.nextBoolean();
            List<Line> lines = IntStream.range(0, random.nextInt(12))
                    .mapToObj(n -> {
                        String text = "x".repeat(random.nextInt(40));
                        return isCode || n % 3 == 0 ? heading(text) : line(text);
                    })
                    .toList();
            int head = random.nextInt(4) * random.nextInt(2);
            sections.add(new SymbolSection("s" + i, "t".repeat(random.nextInt(30)), isCode, lines, head, n -> "cut"));
        }
        return sections;
    }

    private static SymbolSection list(String title, int lines, int head) {
        return new SymbolSection(
                "list",
                title,
                false,
                IntStream.range(0, lines).mapToObj(i -> line("123456789")).toList(),
                head,
                n -> "cut");
    }

    private static Line line(String text) {
        return new Line(text, Optional.of(text));
    }

    private static Line heading(String text) {
        return new Line(text, Optional.empty());
    }

    private static int cost(SymbolSection section) {
        return cost(new Shown(section, section.lines()));
    }

    private static int cost(Shown shown) {
        return shown.lines().isEmpty()
                ? 0
                : shown.section().title().length()
                        + 1
                        + (shown.section().isCode() ? FENCES : 0)
                        + shown.lines().stream()
                                .mapToInt(line -> line.text().length() + 1)
                                .sum();
    }
}
