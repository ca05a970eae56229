package dev.codebasemcp.indexing.content;

/**
 * A text without its secrets: private keys, tokens of known forms, passwords in addresses, and values that look random beside
 * a telling name. Each is hidden character by character, so that lines and columns stay true. One pass over the text, in
 * linear time.
 *
 * @param text the text with its secrets hidden
 * @param hidden how many characters are hidden
 * @param keyCharacters how many characters the blocks of private keys have
 */
public record Secrets(String text, int hidden, int keyCharacters) {
    private static final String SCHEME_END = "://";
    private static final String BOT_TOKEN = ":AA";
    private static final int BOT_TOKEN_REST = 33;
    private static final int LONGEST_ADDRESS = 1_024;
    private static final int SHORTEST_TOKEN_AS_USER = 20;
    private static final String ENDS_OF_ADDRESS = "/?#\"'`<>\\ \t\r\n,;";

    /** Hides the secrets of a text. */
    public static Secrets hiddenIn(String text, TextKind kind) {
        Passages passages = new Passages(text);
        int keys = PrivateKeys.hide(text, passages);
        new Search(text, kind, passages).run();
        return new Secrets(passages.result(), passages.hidden(), keys);
    }

    /** One pass over a text. */
    private static final class Search {
        private final String text;
        private final char[] characters;
        private final NamedSecret named;
        private final Passages passages;

        Search(String text, TextKind kind, Passages passages) {
            this.text = text;
            this.characters = text.toCharArray();
            this.named = new NamedSecret(text, kind, passages);
            this.passages = passages;
        }

        void run() {
            int nameEnd = 0;
            boolean inWord = false;
            for (int i = 0; i < characters.length - 1; i++) {
                char c = characters[i];
                if (isOfWord(c)) {
                    char next = characters[i + 1];
                    if (!inWord && TokenForms.mayStart(c, next)) {
                        TokenForms.hide(text, i, passages);
                    }
                    if (i >= nameEnd && TellingNames.mayTell(c, next) && TellingNames.beginsAt(text, i)) {
                        nameEnd = named.hide(i);
                    }
                    inWord = !isEscape(i);
                } else {
                    inWord = false;
                    if (c == ':') {
                        hideBehindColon(i);
                    }
                }
            }
        }

        private static boolean isOfWord(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }

        /** The letter of {@code \n} in a string of code belongs to no word. */
        private boolean isEscape(int at) {
            return at > 0 && characters[at - 1] == '\\';
        }

        private void hideBehindColon(int at) {
            if (text.startsWith(SCHEME_END, at)) {
                hidePassword(at + SCHEME_END.length());
            } else if (text.startsWith(BOT_TOKEN, at) && at > 0 && Character.isDigit(characters[at - 1])) {
                hideBotToken(at + 1);
            }
        }

        private void hideBotToken(int from) {
            int end = from;
            while (end < characters.length && (isOfWord(characters[end]) || characters[end] == '-')) {
                end++;
            }
            if (end - from >= BOT_TOKEN_REST && end - from <= BOT_TOKEN_REST + 2) {
                passages.hide(from, end);
            }
        }

        /** The password of {@code scheme://user:password@host}, or a token in the place of the user. */
        private void hidePassword(int from) {
            int end = from;
            int host = -1;
            while (end < characters.length
                    && end - from < LONGEST_ADDRESS
                    && ENDS_OF_ADDRESS.indexOf(characters[end]) < 0) {
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
            hideIf(token, from, from + user.length());
            if (colon >= 0) {
                String password = credentials.substring(colon + 1);
                hideIf(SecretValue.isSecretPassword(user, password), from + colon + 1, host);
            }
        }

        private void hideIf(boolean secret, int from, int to) {
            if (secret) {
                passages.hide(from, to);
            }
        }
    }
}
