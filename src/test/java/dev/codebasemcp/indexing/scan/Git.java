package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.threads.OwnThread;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the real git as an oracle, with a home directory of its own. */
record Git(Path directory, GitUser user) {
    void run(String... arguments) throws IOException, InterruptedException {
        output(arguments);
    }

    /** The files that git would add below the directory. */
    Set<String> untracked() throws IOException, InterruptedException {
        String listed = output("ls-files", "-z", "--others", "--exclude-standard");
        return new TreeSet<>(List.of(listed.split("\0")))
                .stream().filter(path -> !path.isEmpty()).collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** The existing files below the directory that git tracks or would add. */
    Set<String> trackedAndUntracked() throws IOException, InterruptedException {
        String listed = output("ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return Stream.of(listed.split("\0"))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of {@code paths} that an ignore rule matches, tracked or not. */
    Set<String> ignored(List<String> paths) throws IOException, InterruptedException {
        // Its exit status is 1 if nothing is ignored, so always include an ignored path.
        String listed = answer(String.join("\0", paths) + "\0", "check-ignore", "--no-index", "--stdin", "-z");
        return Stream.of(listed.split("\0", -1))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String output(String... arguments) throws IOException, InterruptedException {
        return answer("", arguments);
    }

    private String answer(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "init.defaultBranch=main"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("git", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().put("HOME", user.home().toString());
            builder.environment().put("XDG_CONFIG_HOME", user.configHome().toString());
            builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            Process process = builder.start();
            CompletableFuture<Void> fed = OwnThread.run(() -> feed(process, input));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            fed.join();
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
