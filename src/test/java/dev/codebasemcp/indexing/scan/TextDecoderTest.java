package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    private static final String TEXT = "int gr\u00f6\u00dfe = 1; // \u65e5\u672c \ud83d\ude00\n";

    @Test
    void decodesUtf8WithAndWithoutMark() {
        assertThat(decode(TEXT.getBytes(StandardCharsets.UTF_8))).contains(TEXT);
        assertThat(decode(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8))).contains(TEXT);
        assertThat(decode(new byte[0])).contains("");
    }

    @Test
    void decodesUtf16WithMark() {
        assertThat(decode(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE)))
                .contains(TEXT);
        assertThat(decode(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16BE)))
                .contains(TEXT);
    }

    @Test
    void recognizesUtf16WithoutMark() {
        String ascii = "class A { int x; }\r\n".repeat(600);
        assertThat(decode(ascii.getBytes(StandardCharsets.UTF_16LE))).contains(ascii);
        assertThat(decode(ascii.getBytes(StandardCharsets.UTF_16BE))).contains(ascii);
        assertThat(TextDecoder.looksBinary(ascii.substring(0, 4096).getBytes(StandardCharsets.UTF_16BE)))
                .isFalse();
    }

    @Test
    void fallsBackToWindows1252() {
        String text = "// \u00fcber \u20ac \u201equoted\u201c\nint x;\n";
        assertThat(decode(text.getBytes(Charset.forName("windows-1252")))).contains(text);
    }

    @Test
    void recognizesUtf16OfOneAlphabetAndUtf32() {
        String text =
                "// \u0418\u0441\u043f\u0440\u0430\u0432\u0438\u0442\u044c \u044d\u0442\u043e\nint x = 1;\n".repeat(40);
        String ascii = "class A { int x; }\n".repeat(40);
        for (String name : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            assertThat(decode(("\ufeff" + text).getBytes(Charset.forName(name))))
                    .contains(text);
            assertThat(decode(ascii.getBytes(Charset.forName(name)))).contains(ascii);
        }
        assertThat(decode(text.getBytes(StandardCharsets.UTF_16LE))).contains(text);
        assertThat(decode(text.getBytes(StandardCharsets.UTF_16BE))).contains(text);
    }

    @Test
    void guessesWhatIsNotUtf8AndSaysSo() {
        String text = "int x; // \u0438\u0441\u043f\u0440\u0430\u0432\u0438\u0442\u044c\n";
        assertThat(TextDecoder.read(text.getBytes(Charset.forName("windows-1251"))))
                .contains(new TextDecoder.Decoded(text, java.util.Optional.of("windows-1251"), false));
        String declared = "# coding: koi8-r\n# \u0438\u0441\u043f\u0440\u0430\u0432\u0438\u0442\u044c\n";
        assertThat(TextDecoder.read(declared.getBytes(Charset.forName("KOI8-R"))))
                .contains(new TextDecoder.Decoded(declared, java.util.Optional.empty(), false));
    }

    @Test
    void keepsUtf8WithAFewBrokenBytes() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xff;
        assertThat(decode(bytes))
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("int gr\u00f6\u00dfe").endsWith("\ufffd\n"));
    }

    @Test
    void aNulInTheFirstEightKibibytesMeansBinary() {
        byte[] bytes = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        bytes[8191] = 0;
        assertThat(decode(bytes)).isEmpty();
        bytes[8191] = 'a';
        bytes[8192] = 0;
        assertThat(decode(bytes))
                .hasValueSatisfying(text ->
                        assertThat(text).hasSize(10_000).doesNotContain("\0").contains("a\ufffda"));
    }

    @Test
    void randomBytesWithoutNulAreBinary() {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 ? 1 : bytes[i];
        }
        assertThat(decode(bytes)).isEmpty();
    }

    @Test
    void unpairedSurrogatesNeverComeOut() {
        byte[] utf16 = "\ufeffab\ud800cd\n".getBytes(StandardCharsets.UTF_16LE);
        utf16[6] = 0;
        utf16[7] = (byte) 0xd8;
        byte[] cesu = {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'};
        assertThat(decode(utf16)).contains("ab\ufffdcd\n");
        assertThat(decode(cesu))
                .hasValueSatisfying(text -> assertThat(text.chars().noneMatch(c -> Character.isSurrogate((char) c)))
                        .isTrue());
    }

    private static Optional<String> decode(byte[] bytes) {
        return TextDecoder.read(bytes).map(TextDecoder.Decoded::text);
    }
}
