package dev.codebasemcp.project;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.codebasemcp.model.ProjectId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.Optional;

/** Writes the id of a provisioned project into its config file, which keeps its other text byte for byte. */
public final class ConfigWriteBack {
    private ConfigWriteBack() {}

    /**
     * Adds {@code id} to the config's file if it has none, by an atomic replacement of the file.
     *
     * @return why it could not, as a warning; empty if the id is there
     */
    public static Optional<String> write(ProjectConfig config, ProjectId id) {
        Path file = config.file();
        try {
            // A link's target may serve several directories, and each of them is a project of its own.
            if (!file.toRealPath().equals(file)) {
                return Optional.of(warning(file, id, "it is a symbolic link"));
            }
            String text = ProjectConfigFile.text(file);
            ProjectConfig current = ProjectConfigFile.parse(file, text);
            if (current.id().isEmpty() && current.name().equals(config.name())) {
                replace(file, withId(text, id));
            }
            return Optional.empty();
        } catch (IOException readOnly) {
            return Optional.of(warning(file, id, readOnly.toString()));
        }
    }

    private static String warning(Path file, ProjectId id, String cause) {
        return file + ": the project's id " + id + " could not be written back (" + cause
                + "); the project is found by its name and this directory as long as neither changes";
    }

    /** {@code text} with a member {@code id} after the member {@code name} of {@code project}, formatted alike. */
    static String withId(String text, ProjectId id) throws IOException {
        int shift = text.startsWith(ProjectConfigFile.BYTE_ORDER_MARK) ? 1 : 0;
        String json = text.substring(shift);
        try (JsonParser parser = ProjectConfigFile.JSON.createParser(json)) {
            parser.nextToken();
            descendTo(parser, "project");
            descendTo(parser, "name");
            int key = (int) parser.currentTokenLocation().getCharOffset();
            parser.nextToken();
            int value = (int) parser.currentTokenLocation().getCharOffset();
            int end = endOfString(json, value);
            int gap = key;
            while (Character.isWhitespace(json.charAt(gap - 1))) {
                gap--;
            }
            String member = "," + json.substring(gap, key) + "\"id\"" + json.substring(endOfString(json, key), value)
                    + "\"" + id + "\"";
            return text.substring(0, shift + end) + member + json.substring(end);
        }
    }

    /** Moves from the start of an object to its member of that name, or from a member's name into its object. */
    private static void descendTo(JsonParser parser, String member) throws IOException {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals(member)) {
                return;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        throw new IOException("no member " + member);
    }

    /** Where the string literal that starts at {@code quote} has ended. */
    private static int endOfString(String json, int quote) {
        int i = quote + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static void replace(Path file, String text) throws IOException {
        // A rename would replace what the user made read-only on purpose.
        if (!Files.isWritable(file)) {
            throw new IOException("the file is read-only");
        }
        Path draft = Files.createTempFile(Objects.requireNonNull(file.getParent()), ".config", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            copyPermissions(file, draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source != null && target != null) {
            target.setPermissions(source.readAttributes().permissions());
        }
    }
}
