package dev.codebasemcp.indexing.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Assembles its secrets at run time, so that no scanner takes them for real ones. */
class SecretsTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String KEY = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEpAIBAAKCAQEA" + random(64, 7) + "\n"
            + random(64, 8) + "\n-----END RSA PRIVATE " + "KEY-----\n";

    private static String random(int length, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a1B");
        while (text.length() < length) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String hex(int length) {
        return new Random(3).ints(length, 0, 16).mapToObj(Integer::toHexString).reduce("", String::concat);
    }

    private static String upper(int length) {
        return random(length, 5).toUpperCase(java.util.Locale.ROOT);
    }

    private static String masked(String path, String text) {
        Secrets secrets = Secrets.maskedIn(text, kind(path, text));
        assertThat(secrets.text()).hasSameSizeAs(text);
        assertThat(secrets.text().lines().count()).isEqualTo(text.lines().count());
        return secrets.text();
    }

    private static TextKind kind(String path, String text) {
        return TextKind.of(Language.of(path, text.lines().findFirst().orElse("")));
    }

    private static boolean isCredentials(String path, String text) {
        TextKind kind = kind(path, text);
        return CredentialFile.is(kind, text, Secrets.maskedIn(text, kind));
    }

    static String[] tokens() {
        return new String[] {
            "AKIA" + upper(16),
            "ASIA" + upper(16),
            "AIza" + random(35, 1),
            "ghp_" + random(36, 1),
            "gho_" + random(36, 2),
            "ghs_" + random(36, 3),
            "github_pat_" + random(22, 1) + "_" + random(59, 2),
            "glpat-" + random(20, 1),
            "xoxb-123456789012-1234567890123-" + random(24, 1),
            "xoxp-123456789012-" + random(32, 1),
            "sk_live_" + random(24, 1),
            "rk_live_" + random(24, 1),
            "whsec_" + random(32, 1),
            "sk-ant-api03-" + random(93, 1),
            "sk-proj-" + random(48, 1),
            "sk-" + random(48, 1),
            "npm_" + random(36, 1),
            "pypi-AgEIcHlwaS5vcmc" + random(120, 1),
            "rubygems_" + hex(48),
            "SG." + random(22, 1) + "." + random(43, 2),
            "hf_" + random(34, 1),
            "hvs." + random(24, 1),
            "dop_v1_" + hex(64),
            "dckr_pat_" + random(27, 1),
            "cio" + random(32, 1),
            "shpat_" + hex(32),
            "GOCSPX-" + random(28, 1),
            "ya29." + random(60, 1),
            "SK" + hex(32),
            "1234567890:AA" + random(33, 1),
            "eyJhbGciOiJIUzI1NiJ9.eyJ" + random(40, 1) + "." + random(43, 2),
            "MTIz" + random(20, 1) + "." + random(6, 2) + "." + random(27, 3),
            "https://hooks.slack.com/services/T0000AB1/" + random(33, 1)
        };
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void hidesATokenInCode(String token) {
        String code = "def call():\n    # see " + token + "\n    return get('" + token + "', \"a\\n" + token + "\")\n";
        String tail = token.substring(token.length() - 12);
        assertThat(masked("a.py", code))
                .doesNotContain(tail)
                .startsWith("def call():\n    # see ")
                .contains("    return get('");
        assertThat(isCredentials("a.py", code)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_password = \"%s\"",
                "const apiKey = '%s';",
                "API_KEY: str = \"%s\"",
                "private static final String SECRET = \"%s\";",
                "{\"client_secret\": \"%s\"}",
                "x = \"{\\\"token\\\": \\\"%s\\\"}\"",
                "headers[\"X-Api-Key\"] = \"%s\"",
                "if token == \"%s\":",
                "setPassword(\"%s\");",
                "put(\"access_token\", \"%s\")",
                "let s = Conf { secret_key: r\"%s\" };",
                "\"Server=db;User Id=sa;Password=%s;\"",
                "curl(\"https://a.b/?api_key=%s&x=1\")",
                "\"Authorization: Bearer %s\"",
                "url = 'postgres://app:%s@db.local/x'",
                "auth_token =\n    \"%s\"",
                "DB.connect(password: '%s')",
                "SECRET_KEY_BASE = '%s'",
                "run(\"--password\", \"%s\")",
                "# password = '%s'"
            })
    void hidesARandomValueNextToASecretsName(String line) {
        String secret = random(20, 11);
        assertThat(masked("a.rb", line.replace("%s", secret) + "\n"))
                .isEqualTo(line.replace("%s", "*".repeat(20)) + "\n");
        String password = "kJ8#mP2$vL9@qR4".replace('@', '!').replace('#', '_');
        assertThat(masked("a.rb", line.replace("%s", password) + "\n")).doesNotContain("mP2$vL9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: %s\n",
                "token = %s\n",
                "DB_PASS=%s\n",
                "spring.datasource.password=%s\n",
                "api_key: \"%s\" # mine\n",
                "secret: >-\n  %s\n",
                "{\"registryToken\": \"%s\", \"a\": 1}\n",
                "<password>%s</password>\n",
                "npmAuthToken: \"%s\"\n",
                "//registry/:_authToken=%s\n",
                "password %s\n",
                "index-url = https://me:%s@pypi.local/simple\n",
                "aws_secret_access_key=%s\n"
            })
    void aPasswordInSettingsIsHidden(String line) {
        String settings =
                "name: some service with a longer description of what it is\nport: 8080\nhost: a.b.c.example.net\n";
        for (String secret : new String[] {"hunter2x", "Summer!2024", "CsPw2244", "Ab12Cd34", random(24, 4)}) {
            String text = settings + line.replace("%s", secret);
            assertThat(masked("a.yaml", text)).isEqualTo(settings + line.replace("%s", "*".repeat(secret.length())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export API_TOKEN=%s",
                "curl -H 'Authorization: Bearer %s' a.b",
                "tool --token %s run",
                "PASSWORD=\"%s\" ./run"
            })
    void aSecretInAScriptIsHidden(String line) {
        assertThat(masked("a.sh", line.replace("%s", random(24, 4)))).isEqualTo(line.replace("%s", "*".repeat(24)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"changeme\"",
                "api_key = \"YOUR_API_KEY\"",
                "token = \"xxxxxxxxxxxxxxxxxxxx\"",
                "secret = \"${SECRET_FROM_1}\"",
                "secret = \"{{ vault_secret_1 }}\"",
                "token: '<your-token-1>'",
                "AKIAIOSFODNN7EXAMPLE",
                "aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"",
                "password_hash = \"9f86d081884c7d659a2feaa0c55ad015\"",
                "secret_id = \"123e4567-e89b-12d3-a456-426614174000\"",
                "client_token = \"123e4567-e89b-12d3-a456-426614174000\"",
                "digest = \"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
                "commit = \"9f86d081884c7d659a2feaa0c55ad0159f86d081\"",
                "token = get_token(request, 'access-token-v2')",
                "password = os.environ[\"DB_PASSWORD\"]",
                "TOKEN_HEADER = \"X-Auth-Token-2\"",
                "token = tokens[i1][j2k3]",
                "max_tokens = 4096",
                "call Auth::AbstractRequest#request2",
                "\"a=1&appkey=test-appkey\", \"bar2=foo\"",
                "url = 'postgres://postgres:postgres@localhost:5432/app'",
                "https://user:password@example.org",
                "\"https://%s:%s@host\" % (user, password)",
                "`https://${user}:${password}@host`",
                "PublicKeyToken=b77a5c561934e089",
                "password: 'correct horse battery staple'",
                "keyboard = \"qwertzuiop1\"",
                "secret = \"lorem-ipsum-1\"",
                "expect(token).toBe(\"test-token-123\")",
                "integrity = \"sha512-9f86d081884c7d659a2feaa0c55ad015==\"",
                "ghp_" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "token_type = \"urn:ietf:params:oauth:2.0\"",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV"
            })
    void keepsPlaceholdersHashesAndNames(String line) {
        assertThat(masked("a.py", line + "\n")).isEqualTo(line + "\n");
    }

    @Test
    void hidesAKeyInCode() {
        String code = "package tls\n\nconst key = `\n" + KEY + "`\n\nfunc serve() {}\n";
        String masked = masked("tls.go", code);
        assertThat(masked)
                .doesNotContain("MIIE")
                .contains("-----BEGIN RSA PRIVATE " + "KEY-----")
                .endsWith("func serve() {}\n");
        assertThat(isCredentials("tls.go", code)).isFalse();
        String literal = "KEY = \"" + KEY.replace("\n", "\\n") + "\"\nx = 1\n";
        assertThat(masked("a.py", literal)).doesNotContain("MIIE").endsWith("\"\nx = 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE ", "EC PRIVATE ", "OPENSSH PRIVATE ", "PRIVATE ", "ENCRYPTED PRIVATE "})
    void skipsAFileWithAKey(String label) {
        String key = KEY.replace("RSA PRIVATE ", label);
        assertThat(isCredentials("x", key)).isTrue();
        assertThat(isCredentials("notes.txt", "Dear colleague,\nhere is the key of the server.\n\n" + key))
                .isTrue();
        assertThat(isCredentials("notes.md", "# Key\n\n" + key.indent(4))).isTrue();
        assertThat(isCredentials("values.yaml", "tls:\n  key: |\n" + key.indent(4)))
                .isTrue();
        assertThat(isCredentials("x.crt", "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n" + key))
                .isTrue();
    }

    @Test
    void skipsKeysOfOtherTools() {
        String body = random(64, 1) + "\n" + random(64, 2) + "\n";
        assertThat(isCredentials(
                        "a.asc",
                        "-----BEGIN PGP PRIVATE " + "KEY BLOCK-----\nVersion: 1\n\n" + body + "-----END PGP PRIVATE "
                                + "KEY BLOCK-----\n"))
                .isTrue();
        assertThat(isCredentials(
                        "a.txt",
                        "---- BEGIN SSH2 ENCRYPTED PRIVATE " + "KEY ----\n" + body + "---- END SSH2 ENCRYPTED PRIVATE "
                                + "KEY ----\n"))
                .isTrue();
        assertThat(isCredentials(
                        "a.txt",
                        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 2\n" + body
                                + "Private-MAC: 12ab\n"))
                .isTrue();
    }

    @Test
    void skipsCredentialsOfToolsUnderAnyName() {
        String value = random(40, 9);
        assertThat(isCredentials(
                        "sa.json",
                        "{\"type\": \"service_account\", \"private_key\": \"" + KEY.replace("\n", "\\n") + "\"}"))
                .isTrue();
        assertThat(isCredentials("credentials", "[default]\naws_secret_access_key = " + "A1/b".repeat(10) + "\n"))
                .isTrue();
        assertThat(isCredentials("keys.csv", "Access key ID,Secret access key\nAKIA" + upper(16) + "," + value + "\n"))
                .isTrue();
        assertThat(isCredentials(
                        "cluster.yaml",
                        "apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: " + value + "\n"))
                .isTrue();
        assertThat(isCredentials("kube.config", "users:\n- user:\n    client-key-data: " + "QUJD".repeat(40)))
                .isTrue();
        assertThat(isCredentials("state.json", "{\"version\": 4, \"terraform_version\": \"1.5\", \"lineage\": \"a\"}"))
                .isTrue();
        assertThat(isCredentials("config.json", "{\"auths\": {\"ghcr.io\": {\"auth\": \"dXNlcjpwYXNzd29yZDE=\"}}}"))
                .isTrue();
        assertThat(isCredentials("c.toml", "[registry]\ntoken = \"" + value + "\"\n"))
                .isTrue();
        assertThat(isCredentials("g", "---\n:rubygems_api_key: rubygems_" + hex(48) + "\n"))
                .isTrue();
        assertThat(isCredentials(
                        "hosts.yml", "github.com:\n    user: me\n    oauth_token: gho_" + random(36, 1) + "\n"))
                .isTrue();
        assertThat(isCredentials("n", "machine a.b login me password hunter2\n"))
                .isTrue();
        assertThat(isCredentials("p", "# mine\ndb.local:5432:app:me:hunter2\n")).isTrue();
        assertThat(isCredentials("r.conf", "[remote]\ntype = s3\nsecret_access_key = " + value + "\n"))
                .isTrue();
        assertThat(isCredentials(
                        "adc.json", "{\"client_secret\": \"" + value + "\", \"refresh_token\": \"1//" + value + "\"}"))
                .isTrue();
        assertThat(isCredentials("jwk.json", "{\"kty\": \"RSA\", \"n\": \"abc\", \"d\": \"" + value + "\"}"))
                .isTrue();
        assertThat(isCredentials("g2", "https://me:" + value + "@github.com\n")).isTrue();
        assertThat(isCredentials("token", "ghp_" + random(36, 1) + "\n")).isTrue();
    }

    @Test
    void keepsOrdinarySettingsAndDocuments() {
        assertThat(isCredentials("a.yaml", "kind: Deployment\nspec:\n  token: abc\n"))
                .isFalse();
        assertThat(isCredentials("kube.yaml", "kind: Config\nusers:\n- user:\n    token: ${TOKEN}\n"))
                .isFalse();
        assertThat(isCredentials("credentials", "aws_secret_access_key = YOUR_KEY_HERE\n"))
                .isFalse();
        assertThat(isCredentials("Cargo.toml", "[package]\nname = \"a\"\n\n[dependencies]\ntoken = \"1.0\"\n"))
                .isFalse();
        assertThat(isCredentials("cert.txt", "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n"))
                .isFalse();
        assertThat(isCredentials("a.txt", "")).isFalse();
        String guide = "Put the key into the file, between these lines. ".repeat(60) + "\n\n";
        assertThat(isCredentials("guide.md", guide + KEY)).isFalse();
        assertThat(masked("guide.md", guide + KEY)).startsWith(guide).doesNotContain("MIIE");
    }

    @Test
    @Timeout(60)
    void hostileTextsTakeLinearTime() {
        for (String part : new String[] {
            "token=",
            "://",
            "a:b@",
            "\"password\": \"",
            "eyJ",
            "-----BEGIN PRIVATE " + "KEY",
            "password ",
            "key(",
            "sk-"
        }) {
            for (String path : new String[] {"a.js", "a.yaml"}) {
                String text = part.repeat((1 << 17) / part.length());
                assertThat(masked(path, text)).hasSameSizeAs(text);
                isCredentials(path, text);
            }
        }
    }
}
