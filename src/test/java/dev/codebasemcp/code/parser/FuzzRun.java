package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Outlines the files of {@link FuzzCase} one by one, in a process that one of them may crash. Arguments: a directory
 * for the process, the report file, the first number, the number of files, the most characters, and the time limit per
 * file in milliseconds.
 */
public final class FuzzRun {
    private FuzzRun() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        long first = Long.parseLong(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        int mostChars = Integer.parseInt(arguments[4]);
        Duration time = Duration.ofMillis(Long.parseLong(arguments[5]));
        List<Path> samples = FuzzCase.samples();
        ParserLimits limits = new ParserLimits(time, time.multipliedBy(2), ParserLimits.STANDARD.stackBytes());
        try (PrintStream report =
                        new PrintStream(new FileOutputStream(arguments[1], true), true, StandardCharsets.UTF_8);
                Outliner outliner = new Outliner(
                        new Grammars(home), new Quarantine(home.resolve("parsing"), Clock.systemUTC()), limits)) {
            for (long number = first; number < first + count; number++) {
                FuzzCase fuzz = FuzzCase.of(samples, number, mostChars);
                SourceText text = SourceText.of(fuzz.text());
                report.println("> " + number + " " + fuzz.language().id() + " " + fuzz.recipe() + " "
                        + fuzz.text().length());
                long start = System.nanoTime();
                Outline outline = outliner.outline(fuzz.language(), text);
                long millis = (System.nanoTime() - start) / 1_000_000;
                report.println(
                        "< " + number + " " + millis + " " + outline.fault().orElse(""));
                if (outline.fault()
                        .filter(fault -> fault.contains("too many parsers hang"))
                        .isPresent()) {
                    Runtime.getRuntime().halt(3);
                }
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
