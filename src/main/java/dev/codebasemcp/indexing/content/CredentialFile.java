package dev.codebasemcp.indexing.content;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognizes files that exist to hold credentials, whatever their names. Source code never counts as one. */
public final class CredentialFile {
    private static final int MAX_CHARS = 256 << 10;
    /** A file counts if one in this many non-blank characters belongs to a key. */
    private static final int CHARACTERS_PER_KEY_CHARACTER = 5;

    /** A file counts if one in this many non-blank characters is a masked secret. */
    private static final int CHARACTERS_PER_MASKED_CHARACTER = 3;

    /**
     * A content signature of a credential file.
     *
     * @param sign occurs in every such file; checked first because that is cheap
     * @param patterns all of them match in the file
     */
    private record Shape(String sign, List<Pattern> patterns) {
        static Shape of(String sign, String... patterns) {
            return new Shape(sign, Stream.of(patterns).map(Pattern::compile).toList());
        }

        boolean fits(String text) {
            return text.contains(sign)
                    && patterns.stream()
                            .allMatch(pattern -> pattern.matcher(text).find());
        }
    }

    private static final List<Shape> SHAPES = List.of(
            Shape.of("private_key", "\"private_key\"\\s{0,8}:\\s{0,8}\"-----BEGIN [A-Z ]{0,40}PRIVATE KEY"),
            Shape.of("client-key-data", "(?m)^[ \\t]{0,16}client-key-data: ?\\S{100}"),
            Shape.of(
                    "Config",
                    "(?m)^\\s{0,4}\"?kind\"?: ?\"?Config\"?,?\\s{0,4}$",
                    "(?m)[\" \\t](?:token|password|id-token|refresh-token|access-token)\"?: ?[^\\s${<]{8}"),
            Shape.of(
                    "aws_secret_access_key",
                    "(?m)^[ \\t]{0,16}aws_secret_access_key[ \\t]{0,16}=[ \\t]{0,16}[A-Za-z0-9/+]{40}[ \\t\\r]{0,16}$"),
            Shape.of("ecret access key", "(?im)\"?access key id\"?[,;]\"?secret access key\"?", "\\b(?:AKIA|ASIA)"),
            Shape.of("AWSSecretKey", "(?m)^AWSSecretKey=\\S{16}"),
            Shape.of("\"terraform_version\"", "\"lineage\"\\s{0,8}:"),
            Shape.of(
                    "\"auths\"",
                    "\"auths\"\\s{0,8}:\\s{0,8}\\{",
                    "\"(?:auth|identitytoken|registrytoken)\"\\s{0,8}:\\s{0,8}\"[\\w+/=.-]{8}"),
            Shape.of(
                    "efresh",
                    "\"refresh_?[tT]oken\"\\s{0,8}:\\s{0,8}\"[^\"<$ ]{16}",
                    "\"(?:client_?[sS]ecret|access_?[tT]oken|tenantId)\"\\s{0,8}:"),
            Shape.of(
                    "\"client_secret\"",
                    "\"client_secret\"\\s{0,8}:\\s{0,8}\"[\\w-]{16}",
                    "\"(?:auth_uri|token_uri|installed|web)\"\\s{0,8}:"),
            Shape.of(
                    "\"tenant",
                    "\"(?:clientSecret|password)\"\\s{0,8}:\\s{0,8}\"[^\"<$ ]{16}",
                    "\"(?:tenantId|tenant)\"\\s{0,8}:"),
            Shape.of("\"kty\"", "\"d\"\\s{0,8}:\\s{0,8}\"[\\w-]{16}"),
            Shape.of(
                    "type",
                    "(?m)^type[ \\t]{0,8}=",
                    "(?m)^(?:pass|token|client_secret|secret_access_key|key)[ \\t]{0,8}=[ \\t]{0,8}[^\\s<$]{8}"),
            Shape.of(
                    "[regist",
                    "(?m)^\\[regist(?:ry|ries\\.[\\w.\"-]{1,64})\\]",
                    "(?m)^token[ \\t]{0,8}=[ \\t]{0,8}[\"'][^\"'<$ ]{8}"),
            Shape.of("rubygems_api_key", "(?m)^[ \\t]{0,16}:?rubygems_api_key\"?: ?[^\\s<$]{8}"),
            Shape.of("oauth_token", "(?m)^[ \\t]{0,16}oauth_token: ?[^\\s<$]{16}"));

    /** Files in which every line has one form. */
    private static final List<Pattern> LINES = List.of(
            Pattern.compile(
                    "(?:(?:machine|login|password|account|port|protocol)[ \\t]{1,16}\\S{1,512}[ \\t]*+|default[ \\t]*+)++"),
            Pattern.compile("[^:\\s]{1,255}:(?:\\d{1,5}|\\*):[^:]{1,255}:[^:]{1,255}:[^\\s:]\\S{0,255}"), // .pgpass
            Pattern.compile("https?://[^:/@\\s]{1,255}:[^@/\\s]{4,512}@\\S{1,512}"), // .git-credentials
            Pattern.compile("[^:\\s]{1,255}:(?:\\$(?:apr1|2[aby]|[156])\\$|\\{SHA\\})\\S{8,255}")); // .htpasswd

    private CredentialFile() {}

    /**
     * Whether to skip a file altogether.
     *
     * @param text the original text
     * @param secrets the secrets found in it
     */
    public static boolean is(TextKind kind, String text, Secrets secrets) {
        if (kind == TextKind.CODE || kind == TextKind.SCRIPT || text.length() > MAX_CHARS) {
            return false;
        }
        return isMostlySecret(text, secrets) || (kind == TextKind.SETTINGS && (hasShape(text) || isList(text)));
    }

    private static boolean hasShape(String text) {
        return SHAPES.stream().anyMatch(shape -> shape.fits(text));
    }

    private static boolean isMostlySecret(String text, Secrets secrets) {
        if (secrets.maskedCharacters() == 0) {
            return false;
        }
        long solid = text.chars().filter(c -> c > ' ').count();
        return (long) secrets.keyCharacters() * CHARACTERS_PER_KEY_CHARACTER > solid
                || (long) secrets.maskedCharacters() * CHARACTERS_PER_MASKED_CHARACTER > solid;
    }

    private static boolean isList(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(64)
                .toList();
        return !lines.isEmpty()
                && LINES.stream()
                        .anyMatch(form -> lines.stream()
                                .allMatch(line -> form.matcher(line).matches()));
    }
}
