package dev.codebasemcp.indexing.content;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the names beside which secrets stand: of variables, fields, settings, headers and options. */
final class TellingNames {
    static final int LONGEST = 96;

    /** How the parts of names begin that tell; {@link #mayTell} knows their first letters. */
    private static final String[] STEMS = {"pass", "pwd", "secret", "token", "key", "auth", "cred", "bearer", "sig"};

    private static final Pattern BOUNDARY =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern NUMBER = Pattern.compile("\\d+$");
    private static final Set<String> ALONE = Set.of(
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
    /** In front of other words these are verbs. */
    private static final Set<String> VERBS = Set.of("pass", "auth", "bearer");

    /** What makes a key a secret one. */
    private static final Set<String> OF_KEYS = Set.of(
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
    /** A name that ends so names something about a secret, or something public. */
    private static final Set<String> ABOUT = Set.of(
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

    private TellingNames() {}

    /** Whether a telling part of a name may begin with two characters. */
    static boolean mayTell(char first, char second) {
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

    /** Whether a telling part of a name begins at an offset. */
    static boolean beginsAt(String text, int at) {
        for (String stem : STEMS) {
            if (text.regionMatches(true, at, stem, 0, stem.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether what stands beside {@code name} is a secret if it looks like one. */
    static boolean tells(String name) {
        String[] parts = BOUNDARY.split(NUMBER.matcher(name).replaceFirst(""));
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].toLowerCase(Locale.ROOT);
        }
        if (isAboutOne(parts)) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (tells(parts, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a telling name may also stand for a way to log in. */
    static boolean isVague(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("auth") || lower.endsWith("authorization") || lower.endsWith("credential");
    }

    private static boolean isAboutOne(String... parts) {
        return parts.length == 0
                || ABOUT.contains(parts[parts.length - 1])
                || List.of(parts).contains("public");
    }

    private static boolean tells(String[] parts, int at) {
        String part = parts[at];
        if (part.startsWith("key")) {
            return at > 0 && (part.equals("key") || part.equals("keys")) && OF_KEYS.contains(parts[at - 1]);
        }
        return VERBS.contains(part) ? at == parts.length - 1 : ALONE.contains(part);
    }
}
