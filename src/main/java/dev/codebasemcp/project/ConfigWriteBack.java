package dev.codebasemcp.project;

import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes names and ids into config files and keeps all other bytes. Files are replaced by an atomic rename. Read-only
 * files and symbolic links are never replaced.
 */
public final class ConfigWriteBack {
    private static final String ID = "id";
    private static final String NAME = "name";

    private ConfigWriteBack() {}

    /**
     * Adds {@code id} to the config's file if it has none.
     *
     * @return a warning with the reason if this failed; empty if the id is there
     */
    public static Optional<String> write(ProjectConfig config, ProjectId id) {
        Path file = config.file();
        try {
            checkNoLink(file);
            String text = ProjectConfigFile.text(file);
            ProjectConfig current = ProjectConfigFile.parse(file, text);
            if (current.id().isEmpty() && current.name().equals(config.name())) {
                replace(file, new ConfigText(text).with(ID, id.toString()));
            }
            return Optional.empty();
        } catch (IOException readOnly) {
            return Optional.of(file + ": the project's id " + id + " could not be written back (" + readOnly
                    + "); the project is found by its name and this directory as long as neither changes");
        }
    }

    /**
     * Sets the config's project name and id. A file that already has them stays unchanged.
     *
     * @param addId whether to add an id to a config without one
     * @return whether the file was changed
     * @throws RejectedException if the file cannot be written; it is then unchanged
     */
    public static boolean identify(ProjectConfig config, ProjectId id, String name, boolean addId) {
        boolean sameName = config.name().equals(name);
        boolean sameId = config.id().map(id::equals).orElse(!addId);
        if (sameName && sameId) {
            return false;
        }
        Path file = config.file();
        try {
            checkNoLink(file);
            ConfigText text = new ConfigText(ProjectConfigFile.text(file));
            text = sameName ? text : text.with(NAME, name);
            replace(file, sameId ? text : text.with(ID, id.toString()));
            return true;
        } catch (IOException failure) {
            throw new RejectedException(
                    file + ": the file cannot be written (" + FileFault.words(failure)
                            + "); set \"project.name\" and \"project.id\": \"" + id
                            + "\" in it yourself, or make it writable.",
                    failure);
        }
    }

    /**
     * Creates the config of a directory.
     *
     * @param id the project id to write; empty for none
     * @throws RejectedException if the directory already has one, or is not writable
     */
    public static Path create(Path directory, String name, Optional<ProjectId> id) {
        Path file = directory.resolve(ProjectConfigFile.LOCATION);
        try {
            Files.createDirectories(directory.resolve(ProjectConfigFile.FOLDER));
            ConfigText text = new ConfigText(
                            "{\n  \"version\": \"1.0\",\n  \"project\": {\n    \"name\": \"\"\n  }\n}\n")
                    .with(NAME, name);
            text = id.isPresent() ? text.with(ID, id.get().toString()) : text;
            Files.writeString(file, text.text(), StandardOpenOption.CREATE_NEW);
            return file;
        } catch (FileAlreadyExistsException present) {
            throw new RejectedException(
                    file + ": there is a config already; change its \"project\", or use 'projects adopt'.", present);
        } catch (IOException failure) {
            throw new RejectedException(
                    file + ": the config cannot be written (" + FileFault.words(failure)
                            + "); grant write access to the directory.",
                    failure);
        }
    }

    /** Removes a config that {@link #create} has just created, and its folder if it is empty. */
    public static void withdraw(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(Objects.requireNonNull(file.getParent()));
        } catch (DirectoryNotEmptyException inUse) {
            return;
        } catch (IOException failure) {
            throw new RejectedException(
                    file + ": the config could not be removed again (" + FileFault.words(failure) + ").", failure);
        }
    }

    /** A link's target may serve several directories, each with its own project. */
    private static void checkNoLink(Path file) throws IOException {
        if (!file.toRealPath().equals(file)) {
            throw new IOException("it is a symbolic link");
        }
    }

    private static void replace(Path file, ConfigText text) throws IOException {
        // A rename would replace a file that its user made read-only on purpose.
        if (!Files.isWritable(file)) {
            throw new IOException("the file is read-only");
        }
        Path draft = Files.createTempFile(Objects.requireNonNull(file.getParent()), ".config", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text.text()));
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
