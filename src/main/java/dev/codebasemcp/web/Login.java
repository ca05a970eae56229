package dev.codebasemcp.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

/**
 * Who may use the page: whoever opens a link with a token that nobody has used yet. The token becomes the secret of a
 * cookie, which lasts as long as this process. Thread-safe.
 */
final class Login {
    private static final int SECRET_BYTES = 32;
    /** A user who asks for more links than this has lost the first ones. */
    private static final int OPEN_TOKENS = 16;

    private final SecureRandom random = new SecureRandom();
    private final String secret = random();
    private final Deque<String> tokens = new ArrayDeque<>();

    /** Returns a token that works once. */
    synchronized String newToken() {
        String token = random();
        tokens.addLast(token);
        if (tokens.size() > OPEN_TOKENS) {
            tokens.removeFirst();
        }
        return token;
    }

    /** Uses a token up; returns whether it was a valid one. */
    synchronized boolean redeem(String given) {
        return tokens.removeIf(token -> same(token, given));
    }

    /** The value of the cookie of a user who has logged in. */
    String secret() {
        return secret;
    }

    boolean isSecret(String given) {
        return same(secret, given);
    }

    /** Takes the same time for any value of the same length. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
