package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process, which holds files locked until it ends. */
final class LockHolder {
    private static final String PROGRAM = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class Holder {
                public static void main(String[] files) throws Exception {
                    for (String file : files) {
                        FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock();
                    }
                    System.out.println("locked");
                    System.in.read();
                }
            }
            """;

    private LockHolder() {}

    /** Starts the process, and returns when it has locked {@code files}. */
    static Process of(Path folder, Path... files) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                JavaCommand.program(),
                Files.writeString(folder.resolve("Holder.java"), PROGRAM).toString()));
        for (Path file : files) {
            words.add(file.toString());
        }
        Process holder = new ProcessBuilder(words).start();
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");
        return holder;
    }
}
