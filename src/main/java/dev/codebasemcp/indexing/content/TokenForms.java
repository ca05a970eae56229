package dev.codebasemcp.indexing.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token formats of known services, recognized anywhere in a text. Each starts with a distinctive prefix, which is checked
 * first; no text after it is read twice.
 */
final class TokenForms {
    private static final int ASCII = 128;
    /** The payload of the example token in the documentation of JSON Web Tokens. */
    private static final String FAMOUS_PAYLOAD = "eyJzdWIiOiIxMjM0NTY3ODkwIi";

    private static final String HEX_32 = "[0-9a-fA-F]{32}";
    private static final String HEX_64 = "[0-9a-f]{64}";
    private static final String LETTERS_20 = "[\\w-]{20,512}+";
    private static final String LETTERS_36 = "[A-Za-z0-9]{36,251}+";

    /** A token format: its prefix, and a pattern for the rest. */
    private record Form(String start, Pattern rest) {}

    private static final TokenForms ALL = new TokenForms();

    private final List<List<Form>> byFirst = new ArrayList<>();
    /** Whether any format starts with two characters, at {@code first * ASCII + second}. */
    private final boolean[] starts = new boolean[ASCII * ASCII];

    private TokenForms() {
        for (int i = 0; i < ASCII; i++) {
            byFirst.add(new ArrayList<>());
        }
        cloud();
        hosting();
        packages();
        payment();
        models();
        communication();
        operation();
        add("[A-Za-z0-9_-]{8,2048}+\\.eyJ[\\w-]{8,4096}+\\.[\\w-]{16,2048}+", "eyJ");
    }

    private void cloud() {
        add("[A-Z0-9]{16}(?![A-Za-z0-9])", "AKIA", "ASIA", "ABIA", "ACCA");
        add("[\\w-]{35}(?![\\w-])", "AIza");
        add("[\\w.-]{20,2048}+", "ya29.", "GOCSPX-");
        add("[\\w-]{30,512}+", "1//0");
        add(HEX_64, "dop_v1_", "doo_v1_", "dor_v1_");
        add("[0-9a-f]{24}-[0-9a-f]{100,200}+", "v1.0-");
        add("[\\w.-]{32,512}+", "pscale_tkn_", "pscale_pw_", "pscale_oauth_");
        add(HEX_32 + "(?:-\\d)?(?!\\w)", "dapi");
        add("[\\w,=+/-]{40,4096}+", "fo1_", "fm2_");
    }

    private void hosting() {
        add("[A-Za-z0-9_]{30,512}+", "ghp_", "gho_", "ghu_", "ghs_", "ghr_");
        add("[A-Za-z0-9_]{22,255}+", "github_pat_");
        add("[\\w.-]{20,512}+", "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glimt-", "gloas-");
        add("[\\w=-]{60,512}+", "ATATT3", "ATCTT3", "ATBB");
        add("[\\w=+/.-]{40,4096}+", "sntrys_", "sntryu_", "sgp_", "ops_eyJ");
        add(LETTERS_36, "nfp_");
        add("[\\w-]{40,512}+", "tfp_", "CCIPAT_", "bkua_");
    }

    private void packages() {
        add(LETTERS_36, "npm_");
        add("[\\w-]{50,512}+", "pypi-AgE");
        add("[0-9a-f]{48}", "rubygems_");
        add("[A-Za-z0-9]{32}(?!\\w)", "cio");
        add(LETTERS_20, "dckr_pat_", "dckr_oat_");
        add("[A-Za-z0-9]{40,64}+", "dp.pt.", "dp.st.", "dp.ct.", "oy2");
    }

    private void payment() {
        add("[A-Za-z0-9]{16,255}+", "sk_live_", "rk_live_", "sk_test_", "rk_test_");
        add("[A-Za-z0-9+/=]{24,128}+", "whsec_");
        add(HEX_32, "shpat_", "shpss_", "shpca_", "shppa_");
        add("[\\w-]{22,128}+", "sq0atp-", "sq0csp-", "EAAAE");
        add("[A-Za-z0-9]{54}", "EZAK", "EZTK");
    }

    private void models() {
        add(LETTERS_20, "sk-ant-", "sk-proj-", "sk-svcacct-", "sk-or-v1-");
        add("[A-Za-z0-9]{32,128}+(?![\\w-])", "sk-");
        add("[A-Za-z0-9]{30,64}+(?!\\w)", "hf_", "r8_");
        add("[A-Za-z0-9]{40,128}+", "gsk_", "xai-", "pplx-");
        add("[0-9a-f]{32}_\\w{8,32}+", "lsv2_pt_", "lsv2_sk_");
    }

    private void communication() {
        add(
                "[A-Za-z0-9-]{10,255}+",
                "xoxb-",
                "xoxp-",
                "xoxa-",
                "xoxr-",
                "xoxs-",
                "xoxo-",
                "xoxe-",
                "xoxe.xoxp-",
                "xoxc-",
                "xoxd-");
        add(LETTERS_20, "xapp-");
        add(
                "[\\w/-]{30,128}+",
                "hooks.slack.com/services/",
                "discord.com/api/webhooks/",
                "discordapp.com/api/webhooks/");
        add("[\\w-]{16,64}+\\.[\\w-]{16,64}+", "SG.");
        add("[0-9a-f]{32}(?!\\w)", "SK", "key-");
        add(HEX_64 + "-[A-Za-z0-9]{16}", "xkeysib-", "xsmtpsib-");
        // A number of about 18 digits in base 64.
        String number = "[\\w-]{21,26}+\\.[\\w-]{6}\\.[\\w-]{27,40}+";
        add(number, "MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT");
    }

    private void operation() {
        add("[\\w.-]{24,512}+", "hvs.", "hvb.", "hvr.");
        add("[A-Z0-9]{58}", "AGE-SECRET-KEY-1");
        add("[a-f0-9]{24}-[a-f0-9]{34}", "PMAK-");
        add("[a-f0-9]{40}", "pul-");
        add("[A-Za-z0-9]{40}", "lin_api_");
        add("[\\w-]{16,128}+", "tskey-");
        add("[\\w+/=]{32,512}+", "glc_", "glsa_");
        add("[A-Z0-9]{27}", "NRAK-");
        add("[\\w-]{38,128}+", "figd_", "ntn_");
        add("[A-Za-z0-9]{43}(?!\\w)", "secret_");
    }

    private void add(String rest, String... prefixes) {
        Pattern pattern = Pattern.compile(rest);
        for (String start : prefixes) {
            byFirst.get(start.charAt(0)).add(new Form(start, pattern));
            starts[start.charAt(0) * ASCII + start.charAt(1)] = true;
        }
    }

    /** Whether a token may start with two characters. */
    static boolean mayStart(char first, char second) {
        return first < ASCII && second < ASCII && ALL.starts[first * ASCII + second];
    }

    /** Masks the token at an offset except for its prefix. Requires that {@link #mayStart} is true there. */
    static void mask(String text, int at, Redactions redactions) {
        for (Form form : ALL.byFirst.get(text.charAt(at))) {
            if (text.startsWith(form.start, at)) {
                int from = at + form.start.length();
                Matcher rest =
                        form.rest.matcher(text).region(from, text.length()).useTransparentBounds(true);
                if (rest.lookingAt() && isToken(rest.group())) {
                    redactions.mask(from, rest.end());
                    return;
                }
            }
        }
    }

    private static boolean isToken(String rest) {
        boolean parts = rest.chars().anyMatch(c -> "-_.".indexOf(c) >= 0);
        return !SecretValue.isPlaceholder(rest)
                && !(parts && SecretValue.isWords(rest))
                && !rest.contains(FAMOUS_PAYLOAD);
    }
}
