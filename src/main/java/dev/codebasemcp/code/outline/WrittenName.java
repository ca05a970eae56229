package dev.codebasemcp.code.outline;

/**
 * A name as written in a definition, split into the plain name and its qualifiers: {@code ns::Box<T>::set} is {@code set} of
 * {@code ns.Box}.
 *
 * @param owner the qualifying names joined by {@code .}; empty if there are none
 * @param plain the last name
 */
record WrittenName(String owner, String plain) {
    private static final String OPERATOR = "operator";

    static WrittenName of(String written) {
        boolean quoted = written.length() > 2 && written.charAt(0) == '"' && written.endsWith("\"");
        if (quoted) {
            return new WrittenName("", written.substring(1, written.length() - 1));
        }
        int operator = written.indexOf(OPERATOR);
        boolean isOperator = operator >= 0
                && written.length() > operator + OPERATOR.length()
                && !Character.isJavaIdentifierPart(written.charAt(operator + OPERATOR.length()));
        String head = isOperator ? written.substring(0, operator) : written;
        String path = withoutArguments(head);
        if (isOperator) {
            return new WrittenName(trimDot(path), operatorOf(written.substring(operator)));
        }
        int dot = path.lastIndexOf('.');
        return dot <= 0 || dot == path.length() - 1
                ? new WrittenName("", path)
                : new WrittenName(path.substring(0, dot), path.substring(dot + 1));
    }

    private static String operatorOf(String written) {
        String sign = written.replaceAll("\\(\\s*\\)[^(]*$", "")
                .replaceAll("\\s+", " ")
                .strip();
        return sign.equals(OPERATOR) ? "operator()" : sign;
    }

    /** Drops type arguments, references and quotes, and writes every separator as {@code .}. */
    private static String withoutArguments(String written) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if ("<[(".indexOf(c) >= 0) {
                depth++;
            } else if (">])".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0) {
                append(kept, c);
            }
        }
        String path = kept.toString().trim();
        if (path.isEmpty()) {
            return written.trim();
        }
        return path.substring(path.lastIndexOf(' ') + 1);
    }

    private static void append(StringBuilder kept, char c) {
        if (":\\.".indexOf(c) >= 0) {
            boolean separates = kept.length() > 0 && kept.charAt(kept.length() - 1) != '.';
            kept.append(separates ? "." : "");
        } else if ("*&\"'`".indexOf(c) < 0) {
            kept.append(Character.isWhitespace(c) ? ' ' : c);
        }
    }

    private static String trimDot(String path) {
        String trimmed = path.trim();
        return trimmed.endsWith(".") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }
}
