package dev.codebasemcp.indexing.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".env~",
                ".env.local",
                ".env.local.bak",
                ".env.bak",
                ".env-old",
                ".env.save",
                ".env.swp",
                "prod.env",
                "deploy/staging.env",
                "prod.env.orig",
                ".prod.env.swp",
                "#prod.env#",
                ".#prod.env",
                "prod.env (1)",
                "prod copy.env",
                "prod.env.20240102",
                "id_rsa.bak",
                "id_ed25519~",
                "id_ed25519_sk",
                "terraform.tfstate.backup",
                "terraform.tfstate.1700000000.backup",
                "prod.tfvars",
                "prod.auto.tfvars",
                "prod.tfvars.json",
                "prod.tfvars~",
                ".docker/config.json",
                "home/.aws/credentials",
                ".aws/credentials.bak",
                ".kube/config",
                ".kube/config.old",
                "kubeconfig",
                "dev.kubeconfig",
                ".cargo/credentials",
                ".cargo/credentials.toml",
                ".gem/credentials",
                ".netrc",
                "_netrc",
                ".netrc~",
                ".pgpass",
                "pgpass.conf",
                ".my.cnf",
                ".mylogin.cnf",
                ".config/gh/hosts.yml",
                ".config/hub",
                ".config/rclone/rclone.conf",
                ".config/gcloud/credentials.db",
                "application_default_credentials.json",
                ".azure/accessTokens.json",
                "me_accessKeys.csv",
                "rootkey.csv",
                ".npmrc.bak",
                ".pypirc.orig",
                ".ssh/deploy",
                "server.key.old",
                "server.pem.save",
                "release.keystore~",
                ".bash_history",
                ".psql_history",
                "Copy of .env"
            })
    void recognizesCredentialNames(String path) {
        assertThat(CredentialName.is(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env.example",
                ".env.example~",
                "example.env",
                ".env.sample.bak",
                "sample.tfvars",
                "terraform.tfvars.example",
                "env.py",
                "environment.ts",
                "src/env/local.ts",
                "id_rsa.pub",
                "key.py",
                "keystore.go",
                "tfstate.go",
                "config.json",
                "docker/config.json",
                "src/credentials.rs",
                "hosts.yml",
                "src/config",
                "kube/config.go",
                ".ssh/config",
                ".ssh/known_hosts",
                "pem.rs",
                "token.txt",
                "command_history.py",
                "main.tf",
                "Dockerfile.bak",
                "netrc.py",
                "backup.sh",
                "old.c",
                ".gitignore",
                ".yarnrc.yml",
                "copy.js",
                "a~"
            })
    void ignoresOtherNames(String path) {
        assertThat(CredentialName.is(path)).isFalse();
    }
}
