package dev.codebasemcp.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system tells about the terminal behind the standard input of a process. */
interface InputTerminal {
    /** Whether the input is a terminal. Nobody is stopped for reading from something else. */
    boolean isTerminal() throws IOException, InterruptedException;

    /** Whether the terminal gives its input to the group of the process. It stops others that read from it. */
    boolean isInForeground() throws IOException, InterruptedException;

    /** Returns that of this process. */
    static InputTerminal ofThisProcess() {
        Path process = Path.of("/proc/self");
        if (Files.exists(process.resolve("stat"))) {
            return new OfLinux(process);
        }
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")
                ? new Harmless()
                : new OfUnix(ProcessHandle.current().pid());
    }

    /** Where a process in the background may read, as on Windows. */
    record Harmless() implements InputTerminal {
        @Override
        public boolean isTerminal() {
            return false;
        }

        @Override
        public boolean isInForeground() {
            return true;
        }
    }

    /**
     * Reads it from files, without another process.
     *
     * @param process what Linux tells about the process
     */
    record OfLinux(Path process) implements InputTerminal {
        private static final Pattern TERMINAL = Pattern.compile("/dev/(?:pts/\\d+|tty.*|console)");
        private static final Pattern BLANK = Pattern.compile(" ");

        /** The fields behind the name of the process, which may itself have blanks and parentheses. */
        private static final int GROUP = 2;

        private static final int FOREGROUND_GROUP = 5;

        @Override
        public boolean isTerminal() throws IOException {
            Path input = process.resolve("fd/0");
            return Files.isSymbolicLink(input)
                    && TERMINAL.matcher(Files.readSymbolicLink(input).toString())
                            .matches();
        }

        @Override
        public boolean isInForeground() throws IOException {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields =
                    BLANK.split(stat.substring(stat.lastIndexOf(')') + 1).strip(), -1);
            return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
        }
    }

    /**
     * Asks programs that every Unix has, such as macOS.
     *
     * @param pid of the process
     */
    record OfUnix(long pid) implements InputTerminal {
        private static final Pattern SAME_GROUPS = Pattern.compile("\\s*(\\d+)\\s+\\1\\s*");

        /** The shell has the input of this process. */
        @Override
        public boolean isTerminal() throws IOException, InterruptedException {
            return new ProcessBuilder("sh", "-c", "[ -t 0 ]")
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        }

        @Override
        public boolean isInForeground() throws IOException, InterruptedException {
            Process question = new ProcessBuilder("ps", "-o", "pgid=", "-o", "tpgid=", "-p", String.valueOf(pid))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            question.getOutputStream().close();
            String groups = new String(question.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher same = SAME_GROUPS.matcher(groups);
            return question.waitFor() == 0 && same.matches();
        }
    }
}
