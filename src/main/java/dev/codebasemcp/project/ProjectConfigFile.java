package dev.codebasemcp.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.files.JsonFault;
import dev.codebasemcp.files.RegularFile;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads and validates {@code .codebase-mcp/config.json}. Every error names the file, field, value and rule. */
final class ProjectConfigFile {
    /** The folder in the directory that the config applies to. */
    static final String FOLDER = ".codebase-mcp";

    /** The file's path relative to the directory that it applies to. */
    static final Path LOCATION = Path.of(FOLDER, "config.json");

    static final String BYTE_ORDER_MARK = "\uFEFF";

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MAX_BYTES = 64 * 1024;
    private static final String VERSION_1 = "1(\\.\\d+)*";
    private static final String VERSION = "version";
    private static final String PROJECT = "project";
    private static final String DESCRIPTION = "description";
    private static final Set<String> FIELDS = Stream.concat(
                    Stream.of(VERSION, PROJECT, DESCRIPTION),
                    Arrays.stream(ConfigSwitch.values()).map(ConfigSwitch::field))
            .collect(Collectors.toUnmodifiableSet());
    private static final String NAME = "name";
    private static final Set<String> PROJECT_FIELDS = Set.of(NAME, "id", "database_name");

    private ProjectConfigFile() {}

    /**
     * Reads a config.
     *
     * @throws RejectedException if it cannot be read or is not valid
     */
    static ProjectConfig read(Path file) {
        return parse(file, text(file));
    }

    /** Returns the text of {@code file}, including any byte order mark. */
    static String text(Path file) {
        try (InputStream in = RegularFile.open(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RejectedException(file + ": the config is larger than 64 KiB; shorten it.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new RejectedException(file + ": the file is not UTF-8; save it as JSON in UTF-8.", notUtf8);
        } catch (IOException unreadable) {
            throw new RejectedException(
                    file + ": the config cannot be read (" + FileFault.words(unreadable)
                            + "); make it readable or remove it.",
                    unreadable);
        }
    }

    static ProjectConfig parse(Path file, String text) {
        ConfigFields root = new ConfigFields(file, "", object(file, text), new ArrayList<>());
        checkVersion(root);
        Optional<ConfigFields> project = root.inner(PROJECT);
        List<String> warnings = new ArrayList<>(root.unknown(FIELDS));
        project.ifPresent(fields -> warnings.addAll(fields.unknown(PROJECT_FIELDS)));
        ProjectConfig config = new ProjectConfig(
                file,
                project.map(ProjectConfigFile::name).orElse(""),
                project.flatMap(ProjectConfigFile::id),
                project.flatMap(ProjectConfigFile::database),
                root.flag(ConfigSwitch.AUTO_SWITCH),
                root.flag(ConfigSwitch.STRICT_MODE),
                root.flag(ConfigSwitch.DRY_RUN),
                root.flag(ConfigSwitch.SUBMODULES),
                root.text(DESCRIPTION),
                warnings);
        root.check();
        return config;
    }

    private static JsonNode object(Path file, String text) {
        try {
            JsonNode root = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
            if (!root.isObject()) {
                throw new RejectedException(file + ": the file is not a JSON object; it must be one, such as"
                        + " {\"version\": \"1.0\", \"project\": {\"name\": \"my-project\"}}.");
            }
            return root;
        } catch (JsonProcessingException invalid) {
            String where = invalid.getLocation() == null
                    ? ""
                    : " (line " + invalid.getLocation().getLineNr() + ", column "
                            + invalid.getLocation().getColumnNr() + ")";
            throw new RejectedException(
                    file + ": the file is not valid JSON" + where + ": " + JsonFault.words(invalid) + ".", invalid);
        }
    }

    private static void checkVersion(ConfigFields root) {
        Optional<String> version = root.text(VERSION);
        if (version.isPresent() && !version.get().matches(VERSION_1)) {
            root.reject(VERSION, version.get(), "\"1.0\" or another version 1; remove it for \"1.0\"");
        }
    }

    private static String name(ConfigFields project) {
        if (!project.has(NAME)) {
            project.missing(NAME, "it is text of 1 to 255 characters");
        }
        Optional<String> name = project.text(NAME);
        name.filter(given -> !ProjectName.isValid(given))
                .ifPresent(given -> project.reject(NAME, given, ProjectName.ACCEPTED));
        return name.orElse("");
    }

    private static Optional<ProjectId> id(ConfigFields project) {
        Optional<String> text = project.text("id");
        Optional<ProjectId> id = text.flatMap(ProjectId::parse);
        if (text.isPresent() && id.isEmpty()) {
            project.reject("id", text.get(), "a UUID of 32 hex digits and 4 hyphens; remove it for a new one");
        }
        return id;
    }

    private static Optional<DatabaseName> database(ConfigFields project) {
        String field = "database_name";
        Optional<String> text = project.text(field);
        Optional<DatabaseName> database = text.flatMap(DatabaseName::parse);
        if (text.isPresent() && database.isEmpty()) {
            project.reject(field, text.get(), "a name of at most 63 bytes that matches " + DatabaseName.FORM);
        }
        return database;
    }
}
