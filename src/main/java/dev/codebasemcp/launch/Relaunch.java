package dev.codebasemcp.launch;

import dev.codebasemcp.threads.NamedThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Runs a long command in a second process with the program's options, where a user started the program without any. The
 * command takes a third to a half less time there than with the defaults of the virtual machine. The second process has
 * the first one's terminal, input and outputs.
 */
public final class Relaunch {
    /** Set in the second process, which must not start a third one. */
    private static final String MARK = "codebase-mcp.relaunched";
    /** The commands that run long enough to gain by it. */
    private static final Set<String> LONG = Set.of("index", "search");

    /** What {@code java.vm.info} contains with our options, and nearly never without. */
    private static final String OURS = "emulated-client";

    private static final long END_SECONDS = 3;
    private static final long PARENT_POLL_MILLIS = 500;
    private static final int INTERRUPTED = 130;
    /** Where users set Java options besides the command line. */
    private static final List<String> USERS_OPTIONS = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private Relaunch() {}

    /** Whether {@code arguments} are a command that should run in a second process with that environment. */
    public static boolean isWorthwhile(String[] arguments, Map<String, String> environment) {
        return arguments.length > 0
                && LONG.contains(arguments[0])
                && System.getProperty(MARK) == null
                && !System.getProperty("java.vm.info", "").contains(OURS)
                && USERS_OPTIONS.stream().noneMatch(environment::containsKey)
                && hasNoOptions();
    }

    /** Options of the user's own win: he has a reason. Windows does not tell them. */
    private static boolean hasNoOptions() {
        return ProcessHandle.current()
                .info()
                .arguments()
                .map(words -> words.length > 0 && words[0].equals("-jar"))
                .orElse(true);
    }

    /**
     * Runs the command and returns its exit code; empty if no process can be started. If this process is asked to end, the
     * second one is too, and has time to cancel its job.
     */
    public static Optional<Integer> run(Path home, String[] arguments) throws InterruptedException {
        List<String> words = new ArrayList<>(LaunchCommand.ofThisProcess().words(home));
        words.add(1, "-D" + MARK + "=true");
        words.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(words).inheritIO().start();
        } catch (IOException failure) {
            LoggerFactory.getLogger(Relaunch.class)
                    .debug("The command runs without the program's Java options", failure);
            return Optional.empty();
        }
        Runtime.getRuntime().addShutdownHook(threads().newThread(() -> end(process)));
        return Optional.of(process.waitFor());
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this process with the one that relaunched it, which may be killed. */
    public static void followParent() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (System.getProperty(MARK) != null && parent.isPresent()) {
            threads().newThread(() -> follow(parent.get())).start();
        }
    }

    private static void follow(ProcessHandle parent) {
        try {
            while (parent.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(PARENT_POLL_MILLIS);
            }
            System.exit(INTERRUPTED);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static NamedThreads threads() {
        return new NamedThreads("relaunch");
    }
}
