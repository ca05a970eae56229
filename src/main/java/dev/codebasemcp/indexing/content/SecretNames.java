package dev.codebasemcp.indexing.content;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes the names of secrets: variables, fields, settings, headers and options. */
final class SecretNames {
    static final int MAX_CHARS = 96;

    /** Prefixes of the name parts that mark a secret; {@link #mayStart} knows their first letters. */
    private static final String[] STEMS = {"pass", "pwd", "secret", "token", "key", "auth", "cred", "bearer", "sig"};

    private static final Pattern BOUNDARY =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern NUMBER = Pattern.compile("\\d+$");
    private static final Set<String> SECRET_PARTS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "passwort",
            "passcode",
            "pass",
            "pwd",
            "secret",
            "secrets",
            "token",
            "apikey",
            "accesskey",
            "secretkey",
            "privatekey",
            "authkey",
            "accountkey",
            "apitoken",
            "authtoken",
            "accesstoken",
            "appkey",
            "refreshtoken",
            "clientsecret",
            "credential",
            "credentials",
            "authorization",
            "sharedkey",
            "userpass",
            "dbpass",
            "dbpassword",
            "mypassword",
            "userpassword",
            "pgpassword",
            "secretaccesskey");
    /** Before another word, these are verbs. */
    private static final Set<String> POSSIBLE_VERBS = Set.of("pass", "auth", "bearer");

    /** Words before "key" that make the key secret. */
    private static final Set<String> KEY_QUALIFIERS = Set.of(
            "api",
            "access",
            "secret",
            "private",
            "auth",
            "account",
            "signing",
            "encryption",
            "master",
            "shared",
            "app",
            "client",
            "license",
            "service",
            "storage",
            "session",
            "cookie",
            "webhook",
            "admin",
            "deploy",
            "subscription");
    /** A name with one of these last words describes a secret, or names something public. */
    private static final Set<String> METADATA = Set.of(
            "hash",
            "hashed",
            "digest",
            "checksum",
            "id",
            "ids",
            "url",
            "uri",
            "path",
            "file",
            "filename",
            "name",
            "names",
            "type",
            "pattern",
            "regex",
            "prefix",
            "suffix",
            "header",
            "length",
            "size",
            "count",
            "expiry",
            "expires",
            "ttl",
            "at",
            "date",
            "time",
            "version",
            "fingerprint",
            "field",
            "label",
            "format",
            "algorithm",
            "hint",
            "policy",
            "error",
            "message",
            "title",
            "text",
            "placeholder",
            "description",
            "enabled",
            "required",
            "class",
            "endpoint",
            "scope");

    private SecretNames() {}

    /** Whether the part of a name that marks a secret may start with two characters. */
    static boolean mayStart(char first, char second) {
        return switch (first | ' ') {
            case 'p' -> (second | ' ') == 'a' || (second | ' ') == 'w';
            case 's' -> (second | ' ') == 'e' || (second | ' ') == 'i';
            case 't' -> (second | ' ') == 'o';
            case 'k', 'b' -> (second | ' ') == 'e';
            case 'a' -> (second | ' ') == 'u';
            case 'c' -> (second | ' ') == 'r';
            default -> false;
        };
    }

    /** Whether the part of a name that marks a secret starts at an offset. */
    static boolean startsAt(String text, int at) {
        for (String stem : STEMS) {
            if (text.regionMatches(true, at, stem, 0, stem.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value next to {@code name} is a secret if it looks like one. */
    static boolean mayNameSecret(String name) {
        String[] parts = BOUNDARY.split(NUMBER.matcher(name).replaceFirst(""));
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].toLowerCase(Locale.ROOT);
        }
        if (isMetadata(parts)) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (marksSecret(parts, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a secret's name may also denote a way to log in. */
    static boolean isVague(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("auth") || lower.endsWith("authorization") || lower.endsWith("credential");
    }

    private static boolean isMetadata(String... parts) {
        return parts.length == 0
                || METADATA.contains(parts[parts.length - 1])
                || List.of(parts).contains("public");
    }

    private static boolean marksSecret(String[] parts, int at) {
        String part = parts[at];
        if (part.startsWith("key")) {
            return at > 0 && (part.equals("key") || part.equals("keys")) && KEY_QUALIFIERS.contains(parts[at - 1]);
        }
        return POSSIBLE_VERBS.contains(part) ? at == parts.length - 1 : SECRET_PARTS.contains(part);
    }
}
