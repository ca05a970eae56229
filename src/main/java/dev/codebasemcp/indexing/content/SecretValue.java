package dev.codebasemcp.indexing.content;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Distinguishes secret values from placeholders, names and hashes, in time linear in the length of a value. */
final class SecretValue {
    static final int MAX_CHARS = 4_096;

    private static final int SHORTEST_LITERAL = 8;
    private static final int SHORTEST_SETTING = 6;
    /** From this length on, a value without digits may be random. */
    private static final int LONG = 16;
    /** Longer values are not typed along the keyboard. */
    private static final int LONGEST_SEQUENCE = 20;

    private static final int FEWEST_DIFFERENT = 4;
    private static final double LEAST_ENTROPY = 2.4;
    private static final double LEAST_ENTROPY_OF_LONG = 3.0;
    private static final double SHORTEST_WORD_ON_AVERAGE = 3;
    /** In random letters, about every third one starts a word. */
    private static final double SHORTEST_WORD_IN_CAMEL_CASE = 4;

    /** Parts of values that stand for a secret. */
    private static final List<String> PLACEHOLDERS = List.of(
            "example",
            "xxxx",
            "changeme",
            "change-me",
            "change_me",
            "changeit",
            "placeholder",
            "your",
            "redacted",
            "dummy",
            "fake",
            "insert",
            "replace",
            "todo",
            "...",
            "****",
            "0000000",
            "not-a-real",
            "notreal");
    /** Parts of values in tests and documentation. */
    private static final List<String> TEST_PARTS = List.of(
            "test", "demo", "sample", "lorem", "foobar", "secret", "passw", "token", "hello", "abc123", "mock",
            "valid");
    /** Signs of a template that is filled in before use. */
    private static final List<String> TEMPLATES =
            List.of("${", "{{", "$(", "#{", "<%", "%(", "%s", "%d", "%.", "{0}", "{}", "@@");
    /** Passwords too weak to protect anything. */
    private static final Set<String> WEAK = Set.of(
            "pass",
            "password",
            "passwd",
            "pwd",
            "secret",
            "user",
            "username",
            "test",
            "testing",
            "admin",
            "root",
            "guest",
            "postgres",
            "mysql",
            "redis",
            "rabbitmq",
            "mongo",
            "foo",
            "bar",
            "baz",
            "token",
            "key",
            "abc",
            "123",
            "1234",
            "12345",
            "123456",
            "12345678",
            "anonymous",
            "none",
            "null",
            "true",
            "false",
            "undefined",
            "qwerty");

    private static final Pattern WHOLE_TEMPLATE =
            Pattern.compile("\\$\\w++|<[^<>]*+>|%\\w++%|\\{[\\w.]*+\\}|\\[[^\\[\\]]*+\\]");
    /** Values that are public, or useless to an attacker. */
    private static final Pattern PUBLIC = Pattern.compile(
            "(?i)(?:sha|md)\\d{1,3}[-:=].*+|\\$(?:2[abxy]|argon2\\w*+|apr1|[156]|pbkdf2[\\w-]*+|scrypt)\\$.*+|\\{S?SHA\\d*+\\}.*+"
                    + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" // UUID
                    + "|\\d{4}-\\d\\d.*+|v?\\d++(?:\\.\\d++)+(?:[-.+:/][\\w.:/]*+)?+" // dates, versions, addresses
                    + "|[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++"
                    + "|arn:.*+|(?:ssh|ecdsa)-[\\w-]++.*+|[a-z][a-z0-9+.-]*+://.*+");
    /** A word with an optional number after it, or a number. */
    private static final Pattern WORD = Pattern.compile("\\p{L}++\\d{0,4}|\\d{1,8}");

    private static final Pattern BOUNDARY =
            Pattern.compile("[-_./:=&?#, ]+|(?<=[a-z\\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    /** Percent-encoding in URLs. */
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final String SIGNS_OF_CODE = "()[]{}<>\\|^";

    private SecretValue() {}

    /** Whether a quoted value in code, next to a secret's name, is a secret: it must look random. */
    static boolean isSecretLiteral(String value) {
        return value.length() >= SHORTEST_LITERAL
                && isCandidate(value)
                && !containsAny(value.toLowerCase(Locale.ROOT), TEST_PARTS)
                && value.chars().noneMatch(c -> SIGNS_OF_CODE.indexOf(c) >= 0)
                && !isSequence(value)
                && !isWords(value)
                && isRandom(value);
    }

    /** Whether a value in settings, next to a secret's name, is a secret: anything that is not clearly harmless. */
    static boolean isSecretSetting(String value) {
        if (value.length() < SHORTEST_SETTING || !isCandidate(value) || WEAK.contains(value.toLowerCase(Locale.ROOT))) {
            return false;
        }
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean letters = value.chars().anyMatch(Character::isLetter);
        boolean signs = value.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        return !isPhrase(value, signs, digits)
                && letters
                && (digits || signs || (value.length() >= LONG && !isWords(value)));
    }

    /** Whether a value is several words. Joined capitals and digits do not count: passwords look like that. */
    private static boolean isPhrase(String value, boolean signs, boolean digits) {
        return (signs || !digits) && isWords(value) && BOUNDARY.split(value).length > 1;
    }

    /** Whether the password of a URL is a secret. */
    static boolean isSecretPassword(String user, String escaped) {
        String password = ESCAPE.matcher(escaped).replaceAll(" ");
        String lower = password.toLowerCase(Locale.ROOT);
        boolean descriptive = containsAny(lower, List.of("passw", "secret", "user")) && isWords(password);
        return password.length() >= FEWEST_DIFFERENT
                && !password.equals(user)
                && !WEAK.contains(lower)
                && !descriptive
                && !isPlaceholder(password)
                && password.chars().noneMatch(c -> SIGNS_OF_CODE.indexOf(c) >= 0);
    }

    /** Whether a value in the form of a token is only a placeholder for one. */
    static boolean isPlaceholder(String value) {
        return value.chars().distinct().limit(FEWEST_DIFFERENT).count() < FEWEST_DIFFERENT
                || containsAny(value.toLowerCase(Locale.ROOT), PLACEHOLDERS)
                || containsAny(value, TEMPLATES)
                || WHOLE_TEMPLATE.matcher(value).matches();
    }

    private static boolean isCandidate(String value) {
        return value.length() <= MAX_CHARS
                && value.chars().noneMatch(c -> c <= ' ')
                && !isPlaceholder(value)
                && !PUBLIC.matcher(value).matches();
    }

    private static boolean containsAny(String value, List<String> parts) {
        for (String part : parts) {
            if (value.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value is a name or a phrase: words of plausible length, separated by signs or capitals. */
    static boolean isWords(String value) {
        int words = 0;
        int letters = 0;
        for (String part : BOUNDARY.split(value, -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (!WORD.matcher(part).matches()) {
                return false;
            }
            boolean word = Character.isLetter(part.charAt(0));
            words += word ? 1 : 0;
            letters += word ? part.length() : 0;
        }
        boolean separated = value.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        return letters >= words * (separated ? SHORTEST_WORD_ON_AVERAGE : SHORTEST_WORD_IN_CAMEL_CASE);
    }

    /** Whether a value is a sequence such as 1234567890 or abcdefgh. */
    private static boolean isSequence(String value) {
        int steps = 0;
        for (int i = 1; i < value.length(); i++) {
            steps += Math.abs(value.charAt(i) - value.charAt(i - 1)) == 1 ? 1 : 0;
        }
        return value.length() <= LONGEST_SEQUENCE && steps * 4 >= (value.length() - 1) * 3;
    }

    private static boolean isRandom(String value) {
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean letters = value.chars().anyMatch(Character::isLetter);
        boolean mixed =
                value.chars().anyMatch(Character::isUpperCase) && value.chars().anyMatch(Character::isLowerCase);
        boolean varied = letters && (digits || (mixed && value.length() >= LONG));
        return varied && entropy(value) >= (value.length() < LONG ? LEAST_ENTROPY : LEAST_ENTROPY_OF_LONG);
    }

    /** Shannon entropy in bits per character. */
    private static double entropy(String value) {
        return value.chars().boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting())).values().stream()
                .mapToDouble(count -> -count * Math.log((double) count / value.length()) / Math.log(2) / value.length())
                .sum();
    }
}
