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
 * Finds the encoding of texts that are not Unicode, first from their own declaration, then from their bytes. Most such sources
 * are ASCII with a few words of comment, which is little evidence for the detector. If its guess yields no plausible words,
 * simple rules replace it.
 */
public final class EncodingGuess {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");
    /** Cyrillic encodings that the detector confuses with windows-1251. */
    private static final List<String> CYRILLIC = List.of("MACCYRILLIC", "ISO-8859-5", "IBM855", "IBM866");

    /** Declarations appear in the first lines. */
    private static final int DECLARING_BYTES = 1_024;
    /** Declarations of Python, Ruby, Emacs, Vim, XML, HTML and CSS. */
    private static final Pattern DECLARATION =
            Pattern.compile("(?i)(?:coding|charset|encoding)\\s{0,4}[=: ]\\s{0,4}[\"']?([a-z][a-z0-9_.:-]{1,40})");

    /** The most accented letters in a row in words of Latin letters. */
    private static final int MAX_ADJACENT_ACCENTS = 2;

    private static final Pattern FOREIGN_WORD = Pattern.compile("[^\\x00-\\x7f]{2,}+");
    private static final Pattern PLAUSIBLE_WORD = Pattern.compile("\\p{Lu}?\\p{Ll}++|\\p{Lu}++");

    private EncodingGuess() {}

    /** The charset with this name, as git and editors write it; empty if Java has none. */
    public static Optional<Charset> byName(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Whether {@code bytes} decode without error. */
    public static boolean fits(Charset charset, byte[] bytes) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** The encoding that the first lines declare, if nonAscii bytes are valid in it. */
    public static Optional<Charset> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, DECLARING_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(head);
        while (declaration.find()) {
            Optional<Charset> charset = byName(declaration.group(1))
                    .filter(named -> !named.name().startsWith("UTF") && !named.equals(StandardCharsets.US_ASCII))
                    .filter(named -> fits(named, bytes));
            if (charset.isPresent()) {
                return charset.map(named -> named.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : named);
            }
        }
        return Optional.empty();
    }

    /** The most likely encoding of bytes that are not UTF-8. */
    public static Charset guessed(byte[] bytes) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        String name = Optional.ofNullable(detector.getDetectedCharset()).orElse("");
        Optional<Charset> found = byName(name).filter(charset -> fits(charset, bytes));
        Optional<Charset> wide = found.filter(
                charset -> !charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1);
        if (wide.isPresent()) {
            return wide.get();
        }
        if (isLatin(bytes)) {
            return latin(bytes);
        }
        Charset single = CYRILLIC.contains(name) || found.isEmpty() ? WINDOWS_1251 : found.get();
        return isPlausible(single, bytes) ? single : multiByte(bytes).orElse(single);
    }

    /** Whether non-ASCII bytes are adjacent to ASCII letters, or come one or two at a time. */
    private static boolean isLatin(byte[] bytes) {
        int run = 0;
        int longest = 0;
        int nonAscii = 0;
        int besideLetter = 0;
        for (int i = 0; i < bytes.length; i++) {
            run = bytes[i] < 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
            nonAscii += bytes[i] < 0 ? 1 : 0;
            besideLetter += isInAsciiWord(bytes, i) ? 1 : 0;
        }
        return longest <= MAX_ADJACENT_ACCENTS || besideLetter * 2 >= nonAscii;
    }

    private static boolean isInAsciiWord(byte[] bytes, int at) {
        return bytes[at] < 0 && (isAsciiLetter(bytes, at - 1) || isAsciiLetter(bytes, at + 1));
    }

    /** Chooses the Central European encoding if it turns more of the bytes beside letters into letters. */
    private static Charset latin(byte[] bytes) {
        int western = 0;
        int central = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (isInAsciiWord(bytes, i)) {
                byte[] single = {bytes[i]};
                western += Character.isLetter(new String(single, WINDOWS_1252).charAt(0)) ? 1 : 0;
                central += Character.isLetter(new String(single, WINDOWS_1250).charAt(0)) ? 1 : 0;
            }
        }
        return central > western ? WINDOWS_1250 : WINDOWS_1252;
    }

    private static boolean isAsciiLetter(byte[] bytes, int at) {
        return at >= 0 && at < bytes.length && Character.isLetter(bytes[at]) && bytes[at] > 0;
    }

    /** Whether most non-ASCII words are lower case, capitalized or upper case. */
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

    /** The Chinese encoding under which more characters are common ones. */
    private static Optional<Charset> multiByte(byte[] bytes) {
        if (!fits(GB18030, bytes)) {
            return fits(BIG5, bytes) ? Optional.of(BIG5) : Optional.empty();
        }
        boolean big = fits(BIG5, bytes) && countLeadBytes(bytes, 0xa4, 0xc6) > countLeadBytes(bytes, 0xb0, 0xd7);
        return Optional.of(big ? BIG5 : GB18030);
    }

    /** Counts the two-byte characters whose lead byte is in a range. */
    private static int countLeadBytes(byte[] bytes, int from, int to) {
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
