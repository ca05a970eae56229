package dev.codebasemcp.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Strict reading of UUIDs: {@link UUID#fromString} also accepts shortened groups, which no caller means. */
final class Uuids {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
