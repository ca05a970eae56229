package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small repository in three languages, one of them in a folder of its own. */
record SampleRepository(Path root) {
    static SampleRepository in(Path root) {
        SampleRepository sample = new SampleRepository(root);
        sample.write("src/SessionStore.java", """
                package shop;

                /** Keeps sessions and refreshes them before they expire. */
                public class SessionStore {
                    private final java.util.Map<String, Long> expiry = new java.util.HashMap<>();

                    /** Gives the session another hour. */
                    public void refreshSession(String id) {
                        expiry.put(id, expiry.getOrDefault(id, 0L) + 3_600_000L);
                    }
                }
                """);
        sample.write("tools/parse_config.py", """
                import json


                def parse_config(path):
                    \"""Reads the configuration file and checks its version.\"""
                    with open(path) as file:
                        config = json.load(file)
                    if config.get("version") != 1:
                        raise ValueError("unknown version")
                    return config
                """);
        sample.write("web/cart.ts", """
                export interface CartItem { name: string; price: number; }

                /** Sums up what the customer has to pay. */
                export function totalPrice(items: CartItem[]): number {
                  return items.reduce((sum, item) => sum + item.price, 0);
                }
                """);
        return sample;
    }

    SampleRepository withConfig(String content) {
        write(".codebase-mcp/config.json", content);
        return this;
    }

    SampleRepository named(String project) {
        return withConfig("{\"version\":\"1.0\",\"project\":{\"name\":\"" + project + "\"}}");
    }

    /** Makes it a git repository without a commit. */
    SampleRepository withGit() {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/objects/info/alternates", "");
        write(".git/refs/.keep", "");
        return this;
    }

    Path write(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.resolve("..").normalize());
            return Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Replaces a text that the file must have. */
    void edit(String path, String before, String after) {
        try {
            String text = Files.readString(root.resolve(path));
            assertThat(text).contains(before);
            write(path, text.replace(before, after));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
