package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.MarkdownSentences.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Long sentences hide facts: who reads the documentation should not have to read one twice. */
class DocumentationWordsTest {
    private static final int MOST_WORDS = 30;
    private static final double MOST_WORDS_ON_AVERAGE = 18;

    @Test
    void noSentenceIsTooLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int seen = 0;
        for (Path page : pages()) {
            for (Sentence sentence : MarkdownSentences.of(Files.readString(page))) {
                seen++;
                if (sentence.words() > MOST_WORDS) {
                    tooLong.add(page + ":" + sentence.line() + ": " + sentence.words() + " words: " + sentence.text());
                }
            }
        }
        assertThat(tooLong).as("sentences of over %d words", MOST_WORDS).isEmpty();
        assertThat(seen).as("sentences seen").isGreaterThan(500);
    }

    @Test
    void sentencesAreShortOnAverage() throws IOException {
        List<String> wordy = new ArrayList<>();
        for (Path page : pages()) {
            double mean = MarkdownSentences.of(Files.readString(page)).stream()
                    .mapToInt(Sentence::words)
                    .average()
                    .orElse(0);
            if (mean > MOST_WORDS_ON_AVERAGE) {
                wordy.add(page + ": " + Math.round(mean * 10) / 10.0 + " words a sentence");
            }
        }
        assertThat(wordy)
                .as("pages of over %.0f words a sentence", MOST_WORDS_ON_AVERAGE)
                .isEmpty();
    }

    @Test
    void splitsParagraphsAndListItems() {
        assertThat(MarkdownSentences.of("""
                # A heading. It is no sentence

                The first one
                ends here. The second (in *short*.) The third "ends." And
                - an item, e.g. this one
                  that goes on
                2. **Another.** Really? Yes: it is.
                > A quote
                """))
                .containsExactly(
                        new Sentence(3, 5, "The first one ends here."),
                        new Sentence(4, 4, "The second (in *short*.)"),
                        new Sentence(4, 3, "The third \"ends.\""),
                        new Sentence(4, 1, "And"),
                        new Sentence(5, 8, "an item, e.g. this one that goes on"),
                        new Sentence(7, 1, "**Another.**"),
                        new Sentence(7, 1, "Really?"),
                        new Sentence(7, 3, "Yes: it is."),
                        new Sentence(8, 2, "A quote"));
    }

    @Test
    void countsNoTablesCodeBlocksAndTargets() {
        assertThat(MarkdownSentences.of("""
                See [the *long* page](docs/a.b/c.md#x) – and `git ls-files --cached`
                or [`run [it]`](x.md).

                | a | table with. dots |
                |---|---|
                ```sh
                code of. its own
                ```
                ![A picture](p.svg)
                <!-- a note. -->
                """))
                .containsExactly(
                        new Sentence(1, 8, "See the *long* page – and `git ls-files --cached` or `run [it]`."),
                        new Sentence(9, 2, "A picture"));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        Stream.of(Path.of("CONTRIBUTING.md")).filter(Files::exists).forEach(pages::add);
        for (Path folder : List.of(Path.of("docs"), Path.of("docs", "decisions"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }
}
