package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.threads.NamedThreads;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that reads one suspect content, and may crash on it. Its standard input is the length and the bytes. It ends when
 * its input ends, and its exit status reports the outcome.
 *
 * <p>Arguments: the directory of the native libraries, the name of the grammar, the timeout in milliseconds, and the size of
 * the parser's stack in bytes.
 */
public final class ParserTrial {
    /** The content was read, or the parser stopped in time when asked. */
    static final int HARMLESS = 0;

    /** The trial itself failed. */
    static final int IMPOSSIBLE = 10;

    static final int HUNG = 11;
    static final int TOO_LARGE = 12;

    private static final int ABANDONED = 13;
    private static final long MAX_MEMORY_BYTES = 1L << 30;
    private static final long POLL_MILLIS = 20;
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE_BYTES = 4096;

    private ParserTrial() {}

    /** Reads the content and ends the process. */
    public static void main(String[] arguments) {
        try {
            DataInputStream in = new DataInputStream(System.in);
            byte[] code = in.readNBytes(in.readInt());
            ParserLimits limits = new ParserLimits(
                    ParserLimits.STANDARD.time(),
                    Duration.ofMillis(Long.parseLong(arguments[2])),
                    Long.parseLong(arguments[3]));
            daemon("stdin", () -> awaitEnd(in));
            Grammars grammars = new Grammars(Path.of(arguments[0]));
            LoadedGrammar grammar = grammars.get(Language.valueOf(arguments[1])).orElseThrow();
            daemon("memory", ParserTrial::watchMemory);
            SourceText text = SourceText.of(new String(code, StandardCharsets.UTF_8));
            PrunedSource whole = PrunedSource.whole(code);
            ParserThreads.Reading<Outline> reading;
            try (ParserThreads threads = new ParserThreads(limits, new HeuristicOutliner())) {
                reading = threads.read(grammar, parser -> parser.outline(text, whole));
            }
            boolean hung = reading instanceof ParserThreads.Failed<Outline> failed && failed.hung();
            Runtime.getRuntime().halt(hung ? HUNG : HARMLESS);
        } catch (IOException | RuntimeException | LinkageError failure) {
            Runtime.getRuntime().halt(IMPOSSIBLE);
        }
    }

    private static void daemon(String name, Runnable work) {
        new NamedThreads(name).newThread(work).start();
    }

    /** Ends the process when its input ends, as the parent is gone then. */
    private static void awaitEnd(DataInputStream in) {
        try {
            while (in.read() >= 0) {
                // Expects no more input.
            }
        } catch (IOException broken) {
            // Same as the end of input.
        }
        Runtime.getRuntime().halt(ABANDONED);
    }

    /** Ends the process if a content takes so much memory that the kernel would kill the server. Only works on Linux. */
    private static void watchMemory() {
        try {
            while (Files.exists(MEMORY)) {
                long pages = Long.parseLong(Files.readString(MEMORY).split(" ", 3)[1]);
                if (pages * PAGE_BYTES > MAX_MEMORY_BYTES) {
                    Runtime.getRuntime().halt(TOO_LARGE);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (IOException | InterruptedException | RuntimeException unknown) {
            // The timeout is then the only limit.
        }
    }
}
