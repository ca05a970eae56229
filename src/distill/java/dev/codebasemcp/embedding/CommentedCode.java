package dev.codebasemcp.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment and the code behind it. */
record CommentedCode(String comment, String code) {
    /** So that no file outweighs the others: the most comments of one kind that are taken of it. */
    private static final int MOST_OF_A_FILE = 12;

    private static final int LONGEST_COMMENT = 6_000;
    private static final int LONGEST_CODE = 1_500;
    /** The code goes on over comments that come this early: they explain its parts. */
    private static final int SURELY_CODE = 200;

    private static final List<String> NEXT_COMMENT = List.of("/**", "\n// ", "\n///");
    private static final Pattern BLOCK =
            Pattern.compile("^[ \\t]*/\\*+!?(.*?)\\*/", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern DOCSTRING = Pattern.compile(
            "^[ \\t]*(?:def|class)[^\\n]*\\n(?:[^\"'\\n]*\\n)?[ \\t]*[ru]?(\"\"\"|''')(.*?)\\1",
            Pattern.DOTALL | Pattern.MULTILINE);

    /** Finds the comments between {@code /*} and its end. */
    static List<CommentedCode> inBlocks(String source) {
        List<CommentedCode> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(source);
        while (found.size() < MOST_OF_A_FILE && block.find()) {
            add(found, block.group(1), codeFrom(source, block.end()));
        }
        return found;
    }

    /** Finds the runs of lines that start with a mark. */
    static List<CommentedCode> inLines(String source, Pattern mark) {
        List<CommentedCode> found = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        int next;
        for (int at = 0; at < source.length() && found.size() < MOST_OF_A_FILE; at = next) {
            int end = source.indexOf('\n', at);
            next = end < 0 ? source.length() : end + 1;
            String line = source.substring(at, next).strip();
            Matcher start = mark.matcher(line);
            if (start.lookingAt()) {
                comment.append(line, start.end(), line.length()).append('\n');
            } else if (!comment.isEmpty()) {
                add(found, comment.toString(), codeFrom(source, at));
                comment.setLength(0);
            }
        }
        return found;
    }

    /** Finds Python's comments, which stand within the code that they are about: it is put together without them. */
    static List<CommentedCode> inDocstrings(String source) {
        List<CommentedCode> found = new ArrayList<>();
        Matcher docstring = DOCSTRING.matcher(source);
        while (found.size() < MOST_OF_A_FILE && docstring.find()) {
            String head = source.substring(docstring.start(), docstring.start(1));
            int rest = Math.max(LONGEST_CODE / 3, LONGEST_CODE - head.length());
            add(found, docstring.group(2), head + "\n" + cut(source, docstring.end(), rest));
        }
        return found;
    }

    private static void add(List<CommentedCode> found, String comment, String code) {
        if (comment.length() <= LONGEST_COMMENT) {
            found.add(new CommentedCode(comment, code.strip()));
        }
    }

    private static String codeFrom(String source, int from) {
        String code = cut(source, from, LONGEST_CODE);
        int end = NEXT_COMMENT.stream()
                .mapToInt(mark -> code.indexOf(mark, SURELY_CODE))
                .filter(at -> at >= 0)
                .min()
                .orElse(code.length());
        return code.substring(0, end);
    }

    private static String cut(String source, int from, int length) {
        return source.substring(from, Math.min(source.length(), from + length));
    }
}
