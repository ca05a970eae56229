package dev.codebasemcp.code.parser;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.quarantine.Quarantine;
import dev.codebasemcp.threads.NamedThreads;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A process that outlines files concurrently, and may crash. For each file, prints its name and why it was outlined
 * without its parser. Arguments: a home, the size of the parsers' stacks, the seconds for a parser, and files.
 */
public final class OutlineProcess {
    /** Too small to release a few thousand states. */
    static final long SMALL_STACK = 256 << 10;

    private OutlineProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        ParserLimits limits = new ParserLimits(time, time.multipliedBy(2), Long.parseLong(arguments[1]));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<Path> files = Stream.of(arguments).skip(3).map(Path::of).toList();
        CountDownLatch together = new CountDownLatch(files.size());
        List<Thread> threads = new ArrayList<>();
        try (Outliner outliner =
                new Outliner(new Grammars(home), new Quarantine(home.resolve("parsing"), Clock.systemUTC()), limits)) {
            for (Path file : files) {
                Thread thread = new NamedThreads("reader").newThread(() -> outline(outliner, file, together, out));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void outline(Outliner outliner, Path file, CountDownLatch together, PrintStream out) {
        try {
            SourceText text = SourceText.of(Files.readString(file));
            together.countDown();
            together.await();
            Outline outline = outliner.outline(Language.of(file.toString(), ""), text);
            out.println(
                    "outlined " + file.getFileName() + ": " + outline.fault().orElse("read"));
        } catch (IOException | InterruptedException failure) {
            out.println(failure);
        }
    }

    /** Starts this process or another main class, with its output in {@code log}. */
    static Process start(Class<?> main, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.with(
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ErrorFileToStderr",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
    }
}
