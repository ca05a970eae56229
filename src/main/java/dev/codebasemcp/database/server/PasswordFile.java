package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A password file in libpq's format: lines of host, port, database, user and password. The first matching line counts. Ignored
 * if others may read or write it. Reread on each use.
 */
record PasswordFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordFile.class);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    private static final int FIELDS = 5;

    /**
     * The password for a connection. Hosts that the file does not name share the password of the others.
     *
     * @param addresses the server's hosts with their ports, separated by commas
     * @throws UnavailableException if the hosts have different passwords: the driver uses one, and would send it to all hosts
     */
    Optional<String> find(String addresses, String database, String user) {
        List<List<String>> lines = lines();
        Set<String> found = new HashSet<>();
        for (String address : addresses.split(",", -1)) {
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
            List<String> wanted = List.of(host, address.substring(colon + 1), database, user);
            lines.stream()
                    .filter(fields -> fits(fields, wanted))
                    .map(fields -> fields.get(FIELDS - 1))
                    .findFirst()
                    .ifPresent(found::add);
        }
        if (found.size() > 1) {
            throw new UnavailableException(
                    "The password file " + path + " has different passwords for " + addresses
                            + "; only one can be used for all. Give them the same password, or set it in the URL or PGPASSWORD.");
        }
        return found.stream().findFirst();
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<List<String>> lines() {
        try {
            if (!Files.isRegularFile(path)) {
                LOG.warn("Ignored the password file {}: it is not a regular file", path);
                return List.of();
            }
            boolean posix = Files.getFileStore(path).supportsFileAttributeView("posix");
            if (posix && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
                LOG.warn("Ignored the password file {}: others may use it. Run chmod 600 on it", path);
                return List.of();
            }
            return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordFile::fields)
                    .filter(fields -> fields.size() == FIELDS)
                    .toList();
        } catch (IOException failure) {
            LOG.warn("Cannot read the password file {}: {}", path, failure.toString());
            return List.of();
        }
    }

    /** A backslash escapes a colon or another backslash. The password starts after the fourth colon. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                boolean escape = c == '\\' && i + 1 < line.length();
                field.append(escape ? line.charAt(++i) : c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
