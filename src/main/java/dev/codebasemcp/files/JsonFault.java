package dev.codebasemcp.files;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a JSON text. A parser's own messages are for programmers: they name its classes, settings and
 * codes of characters. A message that is not known here becomes a general one.
 */
public final class JsonFault {
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.+?)' \\(code.*", Pattern.DOTALL);
    private static final Pattern TWICE = Pattern.compile("Duplicate [a-zA-Z ]+[\"'](.*)[\"'].*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("Unrecognized token '(.*?)'.*", Pattern.DOTALL);
    private static final int LONGEST = 80;

    /** What belongs where another character stands, by words of the parser's message. */
    private static final List<Map.Entry<String, String>> EXPECTED = List.of(
            entry("double-quote to start", "a name in double quotation marks"),
            entry("comma to separate Object", "a comma or a closing brace"),
            entry("comma to separate Array", "a comma or a closing bracket"),
            entry("colon to separate", "a colon"),
            entry("valid value", "a value"));

    /** What is wrong, by words of the parser's message. The first that occurs counts: a message may hold two of them. */
    private static final List<Map.Entry<String, String>> FAULTS = List.of(
            entry(
                    "unquoted character",
                    "a text holds a line break or another control character; write it as an escape"),
            entry(
                    "character escape",
                    "a backslash stands before a character that needs none; write \\\\ for a backslash"),
            entry("close marker", "a bracket or brace is closed that is not open"),
            entry("eading zero", "a number must not begin with 0"),
            entry("numeric value", "a number is malformed"));

    private JsonFault() {}

    /** Returns a few words without a full stop and without the place. */
    public static String words(JsonProcessingException fault) {
        String message = String.valueOf(fault.getOriginalMessage());
        if (fault instanceof StreamConstraintsException) {
            return "it is nested too deeply, or holds a number or a name that is too long";
        }
        if (fault instanceof JsonEOFException) {
            return "the text ends before everything is closed";
        }
        if (fault instanceof MismatchedInputException) {
            return "there is more text after the end";
        }
        Matcher twice = TWICE.matcher(message);
        if (twice.matches()) {
            return "the name \"" + brief(twice.group(1)) + "\" is there twice";
        }
        Matcher word = WORD.matcher(message);
        if (word.matches()) {
            return "'" + brief(word.group(1)) + "' is no value; a text needs double quotation marks";
        }
        return known(message, FAULTS).orElseGet(() -> misplaced(message));
    }

    private static String misplaced(String message) {
        Matcher character = CHARACTER.matcher(message);
        if (!character.matches()) {
            return "the text is malformed here";
        }
        return known(message, EXPECTED)
                .map(expected -> expected + " is expected instead of '" + character.group(1) + "'")
                .orElse("'" + character.group(1) + "' is not expected here");
    }

    private static Optional<String> known(String message, List<Map.Entry<String, String>> words) {
        return words.stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
