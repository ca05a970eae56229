package dev.codebasemcp.indexing.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Finds the encoding of texts that are not Unicode: what they say of themselves, else what their bytes look like. Most of such
 * sources are ASCII with some words of comment, which is little to go by; so a guess of the detector's that makes no words is
 * put right by simple rules.
 */
public final class EncodingGuess {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");
    /** Names that the detector and programs use for what is really a larger encoding. */
    private static final List<String> CYRILLIC = List.of("MACCYRILLIC", "ISO-8859-5", "IBM855", "IBM866");

    /** A declaration stands in the first lines. */
    private static final int DECLARING_BYTES = 1_024;
    /** Of Python, Ruby, Emacs, Vim, XML, HTML and CSS. */
    private static final Pattern DECLARATION =
            Pattern.compile("(?i)(?:coding|charset|encoding)\\s{0,4}[=: ]\\s{0,4}[\"']?([a-z][a-z0-9_.:-]{1,40})");

    /** In words of Latin letters, so many accented ones in a row at most. */
    private static final int MOST_ACCENTS = 2;

    private static final Pattern FOREIGN_WORD = Pattern.compile("[^\\x00-\\x7f]{2,}+");
    private static final Pattern PLAUSIBLE_WORD = Pattern.compile("\\p{Lu}?\\p{Ll}++|\\p{Lu}++");

    private EncodingGuess() {}

    /** The encoding of a name, as git and editors write it; empty if there is none. */
    public static Optional<Charset> byName(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Whether all of {@code bytes} mean something in an encoding. */
    public static boolean fits(Charset charset, byte[] bytes) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** The encoding that a text names in its first lines, if it can be that. */
    public static Optional<Charset> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, DECLARING_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(head);
        while (declaration.find()) {
            Optional<Charset> charset = byName(declaration.group(1))
                    .filter(one -> !one.name().startsWith("UTF") && !one.equals(StandardCharsets.US_ASCII))
                    .filter(one -> fits(one, bytes));
            if (charset.isPresent()) {
                return charset.map(one -> one.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : one);
            }
        }
        return Optional.empty();
    }

    /** The encoding that the bytes look like, which are not UTF-8. */
    public static Charset guessed(byte[] bytes) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        String name = Optional.ofNullable(detector.getDetectedCharset()).orElse("");
        Optional<Charset> found = byName(name).filter(one -> fits(one, bytes));
        Optional<Charset> wide =
                found.filter(one -> !one.canEncode() || one.newEncoder().maxBytesPerChar() > 1);
        if (wide.isPresent()) {
            return wide.get();
        }
        if (isLatin(bytes)) {
            return latin(bytes);
        }
        Charset single = CYRILLIC.contains(name) || found.isEmpty() ? WINDOWS_1251 : found.get();
        return isPlausible(single, bytes) ? single : multiByte(bytes).orElse(single);
    }

    /** Whether bytes beyond ASCII stand beside ASCII letters, or one or two at a time. */
    private static boolean isLatin(byte[] bytes) {
        int run = 0;
        int longest = 0;
        int all = 0;
        int beside = 0;
        for (int i = 0; i < bytes.length; i++) {
            run = bytes[i] < 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
            all += bytes[i] < 0 ? 1 : 0;
            beside += isInAsciiWord(bytes, i) ? 1 : 0;
        }
        return longest <= MOST_ACCENTS || beside * 2 >= all;
    }

    private static boolean isInAsciiWord(byte[] bytes, int at) {
        return bytes[at] < 0 && (isAsciiLetter(bytes, at - 1) || isAsciiLetter(bytes, at + 1));
    }

    /** That of Central Europe, where the bytes beside letters are no letters in that of the West. */
    private static Charset latin(byte[] bytes) {
        int western = 0;
        int central = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (isInAsciiWord(bytes, i)) {
                byte[] one = {bytes[i]};
                western += Character.isLetter(new String(one, WINDOWS_1252).charAt(0)) ? 1 : 0;
                central += Character.isLetter(new String(one, WINDOWS_1250).charAt(0)) ? 1 : 0;
            }
        }
        return central > western ? WINDOWS_1250 : WINDOWS_1252;
    }

    private static boolean isAsciiLetter(byte[] bytes, int at) {
        return at >= 0 && at < bytes.length && Character.isLetter(bytes[at]) && bytes[at] > 0;
    }

    /** Whether the words beyond ASCII are such in small letters, with a capital first, or in capitals. */
    private static boolean isPlausible(Charset charset, byte[] bytes) {
        Matcher word = FOREIGN_WORD.matcher(new String(bytes, charset));
        int good = 0;
        int bad = 0;
        while (word.find()) {
            boolean plausible = PLAUSIBLE_WORD.matcher(word.group()).matches();
            good += plausible ? word.group().length() : 0;
            bad += plausible ? 0 : word.group().length();
        }
        return good > bad;
    }

    /** The encoding of Chinese in which most characters are common ones. */
    private static Optional<Charset> multiByte(byte[] bytes) {
        if (!fits(GB18030, bytes)) {
            return fits(BIG5, bytes) ? Optional.of(BIG5) : Optional.empty();
        }
        boolean big = fits(BIG5, bytes) && common(bytes, 0xa4, 0xc6) > common(bytes, 0xb0, 0xd7);
        return Optional.of(big ? BIG5 : GB18030);
    }

    /** How many characters begin with a byte between two, of those of two bytes. */
    private static int common(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] < 0) {
                int lead = Byte.toUnsignedInt(bytes[i]);
                count += lead >= from && lead <= to ? 1 : 0;
                i++;
            }
        }
        return count;
    }
}
