package dev.codebasemcp.indexing.content;

/**
 * A text without its secrets: private keys, tokens of known forms, passwords in URLs, and random-looking values next to a
 * secret's name. Each secret is masked character by character, so lines and columns stay valid. Takes one pass over the text,
 * in linear time.
 *
 * @param text the text with its secrets masked
 * @param maskedCharacters the number of masked characters
 * @param keyCharacters the number of characters in blocks of private keys
 */
public record Secrets(String text, int maskedCharacters, int keyCharacters) {
    private static final String SCHEME_END = "://";
    private static final String BOT_TOKEN = ":AA";
    private static final int BOT_TOKEN_CHARS = 33;
    private static final int MAX_ADDRESS_CHARS = 1_024;
    private static final int SHORTEST_TOKEN_AS_USER = 20;
    private static final String ADDRESS_ENDS = "/?#\"'`<>\\ \t\r\n,;";

    /** Masks the secrets of a text. */
    public static Secrets maskedIn(String text, TextKind kind) {
        Redactions redactions = new Redactions(text);
        int keys = PrivateKeys.mask(text, redactions);
        new Search(text, kind, redactions).run();
        return new Secrets(redactions.result(), redactions.maskedCharacters(), keys);
    }

    /** One pass over a text. */
    private static final class Search {
        private final String text;
        private final char[] characters;
        private final NamedSecret named;
        private final Redactions redactions;

        Search(String text, TextKind kind, Redactions redactions) {
            this.text = text;
            this.characters = text.toCharArray();
            this.named = new NamedSecret(text, kind, redactions);
            this.redactions = redactions;
        }

        void run() {
            int nameEnd = 0;
            boolean inWord = false;
            for (int i = 0; i < characters.length - 1; i++) {
                char c = characters[i];
                if (isWordCharacter(c)) {
                    char next = characters[i + 1];
                    if (!inWord && TokenForms.mayStart(c, next)) {
                        TokenForms.mask(text, i, redactions);
                    }
                    if (i >= nameEnd && SecretNames.mayStart(c, next) && SecretNames.startsAt(text, i)) {
                        nameEnd = named.mask(i);
                    }
                    inWord = !isEscape(i);
                } else {
                    inWord = false;
                    if (c == ':') {
                        maskAfterColon(i);
                    }
                }
            }
        }

        private static boolean isWordCharacter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }

        /** The letter of an escape such as {@code \n} in a string literal belongs to no word. */
        private boolean isEscape(int at) {
            return at > 0 && characters[at - 1] == '\\';
        }

        private void maskAfterColon(int at) {
            if (text.startsWith(SCHEME_END, at)) {
                maskPassword(at + SCHEME_END.length());
            } else if (text.startsWith(BOT_TOKEN, at) && at > 0 && Character.isDigit(characters[at - 1])) {
                maskBotToken(at + 1);
            }
        }

        private void maskBotToken(int from) {
            int end = from;
            while (end < characters.length && (isWordCharacter(characters[end]) || characters[end] == '-')) {
                end++;
            }
            if (end - from >= BOT_TOKEN_CHARS && end - from <= BOT_TOKEN_CHARS + 2) {
                redactions.mask(from, end);
            }
        }

        /** Masks the password of {@code scheme://user:password@host}, or a token in place of the user. */
        private void maskPassword(int from) {
            int end = from;
            int host = -1;
            while (end < characters.length
                    && end - from < MAX_ADDRESS_CHARS
                    && ADDRESS_ENDS.indexOf(characters[end]) < 0) {
                host = characters[end] == '@' ? end : host;
                end++;
            }
            if (host < 0) {
                return;
            }
            String credentials = text.substring(from, host);
            int colon = credentials.indexOf(':');
            String user = colon < 0 ? credentials : credentials.substring(0, colon);
            boolean token = user.length() >= SHORTEST_TOKEN_AS_USER && SecretValue.isSecretLiteral(user);
            maskIf(token, from, from + user.length());
            if (colon >= 0) {
                String password = credentials.substring(colon + 1);
                maskIf(SecretValue.isSecretPassword(user, password), from + colon + 1, host);
            }
        }

        private void maskIf(boolean secret, int from, int to) {
            if (secret) {
                redactions.mask(from, to);
            }
        }
    }
}
