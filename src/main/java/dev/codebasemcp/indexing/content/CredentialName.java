package dev.codebasemcp.indexing.content;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes files that hold credentials by their paths, and the copies that editors and people make of them. */
public final class CredentialName {
    private static final Set<String> NAMES = Set.of(
            ".envrc",
            ".flaskenv",
            ".npmrc",
            ".pypirc",
            ".netrc",
            "_netrc",
            ".authinfo",
            ".pgpass",
            "pgpass.conf",
            ".htpasswd",
            ".git-credentials",
            ".dockercfg",
            ".boto",
            ".s3cfg",
            ".my.cnf",
            ".mylogin.cnf",
            ".vault-token",
            ".vault_pass",
            ".vault-pass",
            ".vault_password",
            ".databrickscfg",
            ".rclone.conf",
            "rclone.conf",
            ".passwd-s3fs",
            ".terraformrc",
            "terraform.rc",
            "credentials.tfrc.json",
            ".msmtprc",
            ".fetchmailrc",
            ".esmtprc",
            "kaggle.json",
            "application_default_credentials.json",
            "msal_token_cache.json",
            "accesstokens.json",
            "kubeconfig",
            ".kubeconfig",
            "accesskeys.csv",
            "rootkey.csv",
            "credentials.csv",
            "settings-security.xml",
            "master.key",
            "credentials.yml.key",
            "secring.gpg",
            "id_rsa",
            "id_dsa",
            "id_ecdsa",
            "id_ed25519",
            "id_ecdsa_sk",
            "id_ed25519_sk",
            "id_xmss",
            "identity.age");
    /** Extensions of files that hold only keys, so even an example contains one. */
    private static final List<String> KEY_ENDINGS = List.of(
            ".pem",
            ".key",
            ".p12",
            ".pfx",
            ".pkcs12",
            ".jks",
            ".keystore",
            ".kdbx",
            ".kdb",
            ".ppk",
            ".p8",
            ".jceks",
            ".bks",
            ".keytab",
            ".agekey");

    private static final List<String> ENDINGS =
            List.of(".tfvars", ".tfvars.json", ".ovpn", "_accesskeys.csv", "_credentials.csv", ".kubeconfig");
    /** Where tools keep credentials below a user's home: a file, or a directory with everything in it. */
    private static final List<String> PLACES = List.of(
            ".docker/config.json",
            ".aws/credentials",
            ".aws/sso/cache/",
            ".aws/cli/cache/",
            ".kube/config",
            ".kube/cache/",
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".gem/credentials",
            ".gnupg/private-keys-v1.d/",
            ".azure/accesstokens.json",
            ".azure/service_principal_entries.json",
            ".config/gcloud/",
            "gcloud/legacy_credentials/",
            "gcloud/access_tokens.db",
            "gh/hosts.yml",
            "glab-cli/config.yml",
            ".config/hub",
            ".config/git/credentials",
            ".config/configstore/",
            ".composer/auth.json",
            "composer/auth.json",
            ".terraform.d/credentials.tfrc.json",
            ".huggingface/token",
            ".cache/huggingface/token",
            ".snowsql/config",
            ".password-store/",
            ".oci/config",
            ".fly/config.yml",
            ".netlify/config.json",
            ".config/doctl/config.yaml",
            ".config/hcloud/cli.toml",
            ".davfs2/secrets",
            ".travis/config.yml",
            "gem/credentials",
            ".m2/settings-security.xml");
    /** Files of {@code .ssh} that hold no key. */
    private static final Set<String> PUBLIC_SSH_FILES =
            Set.of("config", "known_hosts", "authorized_keys", "known_hosts.old");

    /** Templates list settings without values. */
    private static final Pattern TEMPLATE =
            Pattern.compile("(?:^|[._-])(?:example|sample|template|dist|tmpl|tpl|defaults?|schema|j2|erb)(?![a-z])");

    private static final Pattern ENVIRONMENT =
            Pattern.compile("\\.env(?:[._-].*)?|.+\\.env(?:\\.(?:local|prod\\w*|stag\\w*|dev\\w*|test))?");
    /** Histories of shells and consoles. */
    private static final Pattern HISTORY = Pattern.compile("\\.\\w+_history");

    private static final Pattern STATE = Pattern.compile(".*\\.tfstate(?:\\..*)?");
    /** Suffixes that editors, package managers, shells and people add to the name of a copy. */
    private static final Pattern COPY = Pattern.compile(
            "(.+?)(?:~|\\.~\\d{1,4}~|[._-](?:bak|backup|bkp|bck|orig|original|old|save|saved|copy|tmp|temp|swp|swo|swn|rej|prev|previous"
                    + "|dpkg-\\w{1,8}|rpm(?:save|new|orig)|pacnew|pacsave|ucf-\\w{1,8}|disabled)\\d{0,3}|[._-]\\d{8,14}|\\.\\d{1,3}"
                    + "| ?\\(\\d{1,3}\\)| copy(?: \\d{1,3})?| - copy)");

    /** Editor lock and swap files, and prefixes of copies. */
    private static final Pattern LOCKED =
            Pattern.compile("#(.+)#|\\.#(.+)|\\.(.+)\\.sw[a-p]|copy of (.+)|(?:backup|bak|old)[._-](.+)");

    private static final int MAX_COPY_SUFFIXES = 4;

    private CredentialName() {}

    /** Whether the name of the file at {@code path} (separated by {@code /}) shows that it holds credentials. */
    public static boolean is(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        int slash = lower.lastIndexOf('/') + 1;
        String directory = lower.substring(0, slash);
        String name = lower.substring(slash);
        for (int i = 0; i <= MAX_COPY_SUFFIXES; i++) {
            boolean template = TEMPLATE.matcher(name).find();
            if (NAMES.contains(name)
                    || KEY_ENDINGS.stream().anyMatch(name::endsWith)
                    || (!template && isCredential(directory, name))) {
                return true;
            }
            String original = original(name);
            if (original.equals(name)) {
                return false;
            }
            name = original;
        }
        return false;
    }

    private static boolean isCredential(String directory, String name) {
        return ENDINGS.stream().anyMatch(name::endsWith)
                || HISTORY.matcher(name).matches()
                || ENVIRONMENT.matcher(name).matches()
                || STATE.matcher(name).matches()
                || isPlace(directory, name);
    }

    private static boolean isPlace(String directory, String name) {
        String path = "/" + directory + name;
        if (directory.endsWith(".ssh/") || directory.equals(".ssh/")) {
            return !name.endsWith(".pub") && !PUBLIC_SSH_FILES.contains(name);
        }
        for (String place : PLACES) {
            if (place.endsWith("/") ? path.contains("/" + place) : path.endsWith("/" + place)) {
                return true;
            }
        }
        return false;
    }

    private static String original(String name) {
        Matcher locked = LOCKED.matcher(name);
        if (locked.matches()) {
            for (int i = 1; i <= locked.groupCount(); i++) {
                if (locked.group(i) != null) {
                    return locked.group(i);
                }
            }
        }
        Matcher copy = COPY.matcher(name);
        return copy.matches() ? copy.group(1) : name;
    }
}
